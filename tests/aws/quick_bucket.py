"""S3 in the process, called as botocore's client is."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from threading import Lock
from typing import Any

from tests.aws.quick_faults import classes, fault
from tests.aws.quick_values import known


class QuickS3:
    """A client of S3; its answers are never late."""

    exceptions = classes("NoSuchKey", "NoSuchBucket")

    def __init__(self, *buckets: str) -> None:
        self._buckets: dict[str, dict[str, bytes]] = {name: {} for name in buckets}
        self._lock = Lock()

    def put_object(self, **asked: Any) -> dict[str, Any]:
        """Put an object."""
        known(asked, {"Bucket", "Key", "Body"})
        with self._lock:
            self._bucket(asked)[asked["Key"]] = bytes(asked["Body"])
        return {}

    def get_object(self, **asked: Any) -> dict[str, Any]:
        """Return an object, to be read."""
        known(asked, {"Bucket", "Key"})
        with self._lock:
            body = self._bucket(asked).get(asked["Key"])
        if body is None:
            raise fault(self.exceptions, "GetObject", "NoSuchKey", status=404)
        return {"Body": BytesIO(body), "ContentLength": len(body)}

    def delete_object(self, **asked: Any) -> dict[str, Any]:
        """Take an object away, if it is there."""
        known(asked, {"Bucket", "Key"})
        with self._lock:
            self._bucket(asked).pop(asked["Key"], None)
        return {}

    def list_objects_v2(self, **asked: Any) -> dict[str, Any]:
        """Return the keys of a bucket, and their bytes."""
        known(asked, {"Bucket"})
        with self._lock:
            found = sorted(self._bucket(asked).items())
        listed = [{"Key": key, "Size": len(body)} for key, body in found]
        return {"KeyCount": len(listed), "IsTruncated": False, "Contents": listed}

    def _bucket(self, asked: Mapping[str, Any]) -> dict[str, bytes]:
        found = self._buckets.get(asked["Bucket"])
        if found is None:
            raise fault(self.exceptions, "Bucket", "NoSuchBucket", status=404)
        return found
