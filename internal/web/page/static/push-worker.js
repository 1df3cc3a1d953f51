// Shows what the desk pushes, and opens the page of it. It keeps nothing, and sees no page.
"use strict";

self.addEventListener("push", (event) => {
	const said = event.data ? event.data.json() : {};
	event.waitUntil(self.registration.showNotification(said.title || "Something waits for you", {
		body: said.body || "",
		tag: said.tag || "",
		data: { link: said.link || "/" },
	}));
});

self.addEventListener("notificationclick", (event) => {
	event.notification.close();
	const to = new URL(event.notification.data.link, self.location.origin);
	event.waitUntil(self.clients.openWindow(self.location.origin + to.pathname + to.search));
});
