package desktest_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/webpush/webpushtest"
)

// A person subscribes the browser before her: the worker is the desk's own, under the
// policy of the page, and what the push service gives is handed to the desk. (A browser
// without a window has no push service, so the page is given one that answers.)
func TestAPersonSubscribesTheBrowserBeforeHer(t *testing.T) {
	d := theDesk(t)
	keys, err := webpushtest.New()
	require.NoError(t, err)
	p := d.sit(t, "lena").open("/account/notices").sees("Browsers", "Subscribe this browser")
	eval[bool](p, fmt.Sprintf(`(() => {
		Notification.requestPermission = async () => "granted";
		PushManager.prototype.subscribe = async function (options) {
			if (!options.userVisibleOnly || options.applicationServerKey.length !== 65) {
				throw new Error("not as browsers ask for it");
			}
			return { toJSON: () => ({ endpoint: "https://push.example.org/%s", keys: { p256dh: "%s", auth: "%s" } }) };
		};
		return true;
	})()`, keys.Auth, keys.P256dh, keys.Auth))
	p.click("Subscribe this browser").sees("is told in this browser from now on", "Chrome on")
	worker := eval[string](p, `navigator.serviceWorker.getRegistration("/push-worker/").then((r) => r.active.scriptURL)`)
	require.Equal(t, d.url+"/push-worker.js", worker)
	p.accessible()
	p.within("Browsers").button("Remove Chrome on Linux").sees("Nothing is told in that browser any more")

	d.sit(t, "lena").withoutScript().open("/account/notices").sees("To subscribe a browser takes a script").misses("Subscribe this browser")
}
