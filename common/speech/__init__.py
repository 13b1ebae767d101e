"""Speaking aloud: `Speaker.say(utterance) -> Spoken`, whatever the engine. No Qt in here."""

from common.domain.chimes import Chime
from common.domain.speaking import Speaker, SpeechFailure, SpeechResult, Spoken, Utterance
from common.speech.engine import ChildSpeaker, WavSpeaker
from common.speech.settings import SpeakerKind, speaker_from_settings
from common.speech.silent import SilentSpeaker

__all__ = [
    "ChildSpeaker",
    "Chime",
    "SilentSpeaker",
    "Speaker",
    "SpeakerKind",
    "SpeechFailure",
    "SpeechResult",
    "Spoken",
    "Utterance",
    "WavSpeaker",
    "speaker_from_settings",
]
