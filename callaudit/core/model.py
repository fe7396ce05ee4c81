"""The one base model of every type that passes between stages."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A record that is never changed: replace it with `model_copy(update=…)`."""

    model_config = ConfigDict(frozen=True, extra="forbid")
