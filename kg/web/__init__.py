"""The graph on the web: sent to a store on another machine, and asked there."""
