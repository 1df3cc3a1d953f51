// Web push: the form with data-push subscribes this browser, and hands the desk what its push
// service gave. Nothing is asked of the person before she presses the button.
"use strict";

function pushForm() {
	const form = document.querySelector("form[data-push]");
	if (!form) {
		return;
	}
	if (!("serviceWorker" in navigator) || !("PushManager" in window) || !("Notification" in window)) {
		document.querySelector("[data-push-cannot]").hidden = false;
		return;
	}
	form.hidden = false;
	form.addEventListener("submit", pushSubmit);
}

async function pushSubmit(event) {
	const form = event.currentTarget;
	if (form.elements.endpoint.value) {
		return;
	}
	event.preventDefault();
	const problem = form.querySelector(".error[role=alert]");
	problem.hidden = true;
	try {
		const subscribed = await pushSubscribe(form.dataset.push);
		form.elements.endpoint.value = subscribed.endpoint;
		form.elements.p256dh.value = subscribed.keys.p256dh;
		form.elements.auth.value = subscribed.keys.auth;
		form.submit();
	} catch (err) {
		problem.textContent = pushProblem(err);
		problem.hidden = false;
	}
}

// The worker stands at one address, which this policy names and no other.
function pushWorker() {
	const address = "/push-worker.js";
	if (!window.trustedTypes) {
		return address;
	}
	return trustedTypes.createPolicy("push", { createScriptURL: () => address }).createScriptURL("");
}

let pushRegistered;

async function pushSubscribe(key) {
	if (await Notification.requestPermission() !== "granted") {
		throw { sentence: "This browser does not show notifications of the desk: allow it in its settings, and try again." };
	}
	pushRegistered ??= navigator.serviceWorker.register(pushWorker(), { scope: "/push-worker/" });
	const registration = await pushRegistered;
	await pushActive(registration);
	const options = { userVisibleOnly: true, applicationServerKey: pushBytes(key) };
	let subscription;
	try {
		subscription = await registration.pushManager.subscribe(options);
	} catch (err) {
		const old = await registration.pushManager.getSubscription();
		if (!old) {
			throw err;
		}
		await old.unsubscribe(); // under the key of a desk that was set up before
		subscription = await registration.pushManager.subscribe(options);
	}
	return subscription.toJSON();
}

function pushActive(registration) {
	const worker = registration.installing || registration.waiting;
	if (registration.active || !worker) {
		return Promise.resolve();
	}
	return new Promise((done) => {
		worker.addEventListener("statechange", () => worker.state === "activated" && done());
	});
}

function pushBytes(text) {
	const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
	return Uint8Array.from(plain, (c) => c.charCodeAt(0));
}

function pushProblem(err) {
	if (err && err.sentence) {
		return err.sentence;
	}
	return "This browser could not be subscribed: its push service does not answer, or it has none.";
}

pushForm();
