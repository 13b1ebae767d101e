"""Speaking aloud: `Speaker.say(utterance) -> Spoken`, whatever the engine. No Qt in here."""

from common.domain.chimes import Chime
from common.speech.silent import SilentSpeaker
from common.speech.speaker import Speaker, SpeechFailure, SpeechResult, Spoken, Utterance

__all__ = [
    "Chime",
    "SilentSpeaker",
    "Speaker",
    "SpeechFailure",
    "SpeechResult",
    "Spoken",
    "Utterance",
]
