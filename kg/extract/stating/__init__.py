"""What is stated, by verbs and by nouns: the rules that make propositions."""
