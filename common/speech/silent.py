"""The engine of tests and of muted machines: remembers instead of speaking."""

from common.domain.speaking import SpeechFailure, SpeechResult, Spoken, Utterance, failed


class SilentSpeaker:
    """Records what it was asked to say, in order, in `said`.

    `answer_with` scripts a failure for the sentences to come, e.g. to test the failure light.
    """

    def __init__(self) -> None:
        self.said: list[Utterance] = []
        self._answer = Spoken(SpeechResult.PLAYED)
        self._closed = False

    def answer_with(self, answer: Spoken) -> None:
        self._answer = answer

    async def warm(self) -> None:
        return

    async def say(self, utterance: Utterance) -> Spoken:
        if self._closed:
            return failed(SpeechFailure.CLOSED)
        self.said.append(utterance)
        return self._answer

    async def close(self) -> None:
        self._closed = True
