// Passkeys: forms with data-passkey ask the desk for what the browser needs, let
// the authenticator answer, and send the answer as any form is sent.
"use strict";

function passkeyForms() {
	const can = window.PublicKeyCredential && PublicKeyCredential.parseRequestOptionsFromJSON;
	for (const form of document.querySelectorAll("form[data-passkey]")) {
		if (!can) {
			continue;
		}
		const shown = form.closest(".scripted");
		if (shown) {
			shown.hidden = false;
		}
		form.addEventListener("submit", passkeySubmit);
	}
}

async function passkeySubmit(event) {
	const form = event.currentTarget;
	if (form.elements.answer_token.value) {
		return;
	}
	event.preventDefault();
	const problem = form.querySelector(".error[role=alert]");
	problem.hidden = true;
	try {
		const begun = await passkeyBegin(form);
		form.elements.answer_token.value = JSON.stringify(await passkeyAnswer(form.dataset.passkey, begun.options));
		form.elements.flow_token.value = begun.flow;
		form.submit();
	} catch (err) {
		problem.textContent = passkeyProblem(err);
		problem.hidden = false;
	}
}

async function passkeyBegin(form) {
	const answer = await fetch(form.dataset.begin, {
		method: "POST",
		body: new URLSearchParams(new FormData(form)),
		headers: { Accept: "application/json" },
	});
	const begun = await answer.json();
	if (!answer.ok) {
		throw { sentence: begun.error };
	}
	return begun;
}

async function passkeyAnswer(way, options) {
	const credential = way === "create"
		? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
		: await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
	return credential.toJSON();
}

function passkeyProblem(err) {
	if (err.sentence) {
		return err.sentence;
	}
	switch (err.name) {
	case "NotAllowedError":
		return "It was called off, or took too long. Try again.";
	case "InvalidStateError":
		return "This device has a passkey for this desk already.";
	}
	return "The passkey cannot be used here. Try again, or use another way.";
}

passkeyForms();
