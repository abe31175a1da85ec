"""A mail server that keeps what it is sent in a folder, for `cargo xtask outside`. It speaks over TLS alone (STARTTLS), takes mail only from
whoever signs in, puts off the first try of every recipient, and knows no recipient called `refused`.

Usage: mail_sink.py SECONDS FOLDER CERTIFICATE KEY USER PASSWORD
"""

import asyncio
import email
import email.policy
import pathlib
import signal
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult


class Sink:
    """Answers the node, and writes down what it was told."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.seen = set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("refused@"):
            return "550 5.1.1 no such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 known"

    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        to = envelope.rcpt_tos[0].split("@")[0]
        again = to in self.seen
        self.seen.add(to)
        with open(self.folder / "tries.txt", "a", encoding="utf-8") as tries:
            tries.write(f"{to} {'250' if again else '451'} {message['message-id']}\n")
        if not again:
            return "451 4.3.0 come back later"
        heads = ["from", "to", "subject", "message-id", "content-language", "auto-submitted"]
        told = [f"{head}: {message[head]}" for head in heads] + [f"tls: {session.ssl is not None}", "", message.get_content().replace("\r\n", "\n")]
        part = self.folder / f"{to}.part"
        part.write_text("\n".join(told), encoding="utf-8")
        part.rename(self.folder / f"{to}.txt")
        return "250 2.0.0 taken"


async def serve(folder, certificate, key, user, password):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    known = (user.encode(), password.encode())

    def signs_in(server, session, envelope, mechanism, data):
        return AuthResult(success=(data.login, data.password) == known)

    sink = Sink(folder)

    def speaker():
        return SMTP(
            sink,
            hostname="localhost",
            require_starttls=True,
            tls_context=context,
            auth_required=True,
            authenticator=signs_in,
        )

    loop = asyncio.get_running_loop()
    server = await loop.create_server(speaker, "127.0.0.1", 0)
    print(f"listening on {server.sockets[0].getsockname()[1]}", file=sys.stderr, flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    # An alarm ends it, should the program that started it be gone.
    signal.alarm(int(sys.argv[1]))
    asyncio.run(serve(*sys.argv[2:]))
