"""The parts of a packet, one module each: a part takes the sheet and gives its flowables."""
