"""What asking needs beside the engine: variables set to what somebody asks for, whom a name means, messages."""
