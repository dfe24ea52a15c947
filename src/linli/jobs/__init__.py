"""What runs behind the doors: long work from the queue, what the clock asks for. Each is one service call."""
