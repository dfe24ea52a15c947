"""Publishing: results, lists, the papers that go with them."""
