"""Keys: the file of the secrets, whether they are those of the installation, the keys that tokens are verified by."""

from collections.abc import Iterator

from kinerja.identity.keys import KeysUnavailable, keys_of_settings
from kinerja.log.installation import configured_secrets, differing, opens
from kinerja.log.sealing import Secrets
from kinerja.operating import OperatorError
from kinerja.operating.checks.finding import Finding, Scene, ok, warning, wrong
from kinerja.settings import Settings

_SAMPLE = "SELECT agency, subject, category, wrapped FROM log.data_keys ORDER BY random() LIMIT 20"
_OTHERS = 0o077


def key_files(settings: Settings) -> Iterator[Finding]:
    """What can be seen without a database."""
    yield _secrets_file(settings)
    yield _token_keys(settings)


def secrets_fit(scene: Scene) -> Iterator[Finding]:
    """Whether the secrets are those that the data was sealed with: compared, and tried on a sample of data keys."""
    try:
        secrets = configured_secrets(scene.settings)
    except OperatorError:
        return  # said of the file already
    others = differing(scene.owner, secrets)
    to_do = "Put this installation's own secrets.json there, or set its KINERJA_MASTER_KEY."
    if others:
        yield wrong("secrets of the installation", f"not its own: {', '.join(others)}", to_do)
    else:
        yield _sample(scene, secrets, to_do)


def _sample(scene: Scene, secrets: Secrets, to_do: str) -> Finding:
    sample = scene.owner.execute(_SAMPLE).fetchall()
    closed = [key for key in sample if not opens(secrets, *key)]
    if closed:
        return wrong("secrets of the installation", f"{len(closed)} of {len(sample)} data keys do not open", to_do)
    return ok("secrets of the installation", f"its own; a sample of {len(sample)} data keys opens")


def _secrets_file(settings: Settings) -> Finding:
    path = settings.secrets_path
    try:
        configured_secrets(settings)
    except OperatorError as error:
        return wrong("secrets file", str(error), "A new installation makes its own at the first start.")
    mode = path.stat().st_mode & 0o777
    if mode & _OTHERS:
        return wrong("secrets file", f"{path} has mode {mode:04o}", f"chmod 600 {path}")
    return ok("secrets file", f"{path}, mode {mode:04o}")


def _token_keys(settings: Settings) -> Finding:
    fetch = keys_of_settings(settings)
    if fetch is None:
        to_do = (
            "Set KINERJA_OIDC or KINERJA_JWKS before real people use it: 'kinerja token' issues valid tokens to"
            " whoever may run it."
        )
        return warning("token keys", "the development key", to_do)
    try:
        keys = fetch().keys
    except KeysUnavailable as error:
        to_do = "Check KINERJA_OIDC or KINERJA_JWKS: the keys are read at start, and no process starts without them."
        return wrong("token keys", str(error), to_do)
    return ok("token keys", f"{len(keys)} at {settings.issuer if settings.oidc else settings.jwks}")
