"""What leaves the house: pages, reports, explanations, exports."""
