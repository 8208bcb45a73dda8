"""The stages of the spaCy pipeline, one file a stage; they talk to one another through the Doc alone."""
