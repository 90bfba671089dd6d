"""How the event model is made: the written examples, the network, the training, the card."""
