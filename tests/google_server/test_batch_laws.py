"""Laws of batches: whatever is asked, the answer is one of Google's and a refusal changes nothing."""

import json

from hypothesis import given, settings
from hypothesis import strategies as some

from tests.google_server.batch_fuzz import Maker, furnished


@settings(deadline=None, max_examples=40)
@given(dice=some.randoms(use_true_random=True))
def test_no_request_breaks_the_server_and_no_refusal_changes_anything(dice):
    bench, maker = furnished(), Maker(dice)
    for _ in range(8):
        request = json.dumps(maker.request())
        before = bench.picture()
        status, body = bench.ask(json.loads(request))
        assert status in {200, 400}, request
        assert status == 200 or bench.picture() == before, request
        assert "replies" in body or "error" in body
