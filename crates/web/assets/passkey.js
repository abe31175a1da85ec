// Passkeys: the one thing that no form can do. Signing in, entering a new one, and signing an act; each asks the node what to sign, and send back what the
// device gave. Where the browser knows no passkeys, everything here stays hidden.
"use strict";

const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
const toText = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

async function ask(address, body) {
  const answer = await fetch(address, { method: "POST", body: new URLSearchParams(body) });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

async function signIn(place) {
  const { challenge, host } = await ask(place.dataset.ask, {});
  const publicKey = { challenge: toBytes(challenge), rpId: host, userVerification: "required", allowCredentials: [] };
  const { rawId, response } = await navigator.credentials.get({ publicKey });
  const { to } = await ask(place.dataset.answer, {
    challenge,
    credential: toText(rawId),
    authenticator: toText(response.authenticatorData),
    client: toText(response.clientDataJSON),
    signature: toText(response.signature),
    to: place.dataset.to,
    language: place.dataset.lang,
  });
  location.assign(to);
}

async function enter(form) {
  const { challenge, host, user, name, known } = await ask(form.dataset.ask, {});
  const { rawId, response } = await navigator.credentials.create({
    publicKey: {
      challenge: toBytes(challenge),
      rp: { id: host, name: "Counterpart" },
      user: { id: toBytes(user), name, displayName: name },
      pubKeyCredParams: [{ type: "public-key", alg: -7 }, { type: "public-key", alg: -8 }],
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
      excludeCredentials: known.map((id) => ({ type: "public-key", id: toBytes(id) })),
      attestation: "none",
    },
  });
  const { to } = await ask(form.dataset.answer, {
    challenge,
    credential: toText(rawId),
    authenticator: toText(response.getAuthenticatorData()),
    client: toText(response.clientDataJSON),
    key: toText(response.getPublicKey()),
    algorithm: response.getPublicKeyAlgorithm(),
    name: form.elements.name.value,
    language: form.dataset.lang,
  });
  location.assign(to);
}

async function sign(place) {
  const { host, known } = await ask(place.dataset.ask, {});
  const bytes = Uint8Array.from(place.dataset.act.match(/../g), (two) => parseInt(two, 16));
  const allowCredentials = known.map((id) => ({ type: "public-key", id: toBytes(id) }));
  const publicKey = { challenge: bytes, rpId: host, userVerification: "required", allowCredentials };
  const { rawId, response } = await navigator.credentials.get({ publicKey });
  const { to, said } = await ask(place.dataset.answer, {
    statement: place.dataset.statement,
    credential: toText(rawId),
    authenticator: toText(response.authenticatorData),
    client: toText(response.clientDataJSON),
    signature: toText(response.signature),
    language: place.dataset.lang,
  });
  if (said) place.querySelector("[role=alert]").textContent = said;
  if (!to) throw new Error("not recorded");
  location.assign(to);
}

function offer(place, event, act) {
  if (!place || !window.PublicKeyCredential) return;
  const fault = place.querySelector("[role=alert]");
  place.hidden = false;
  place.addEventListener(event, async (happened) => {
    if (event === "click" && !happened.target.closest("button")) return;
    happened.preventDefault();
    fault.hidden = true;
    try {
      await act(place);
    } catch {
      fault.hidden = false;
    }
  });
}

offer(document.getElementById("passkey"), "click", signIn);
offer(document.getElementById("sign-passkey"), "click", sign);
offer(document.getElementById("new-passkey"), "submit", enter);
