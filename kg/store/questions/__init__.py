"""What saved questions need beside the engine: their variables set to what somebody asks for."""
