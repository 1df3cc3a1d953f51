package authn

import (
	"strings"

	"github.com/onrecord/onrecord/internal/mail/address"
)

// providers are domains at which anybody gets an address: that it is proven says nothing of who has it. They are the
// best known; one that is missing here is taken for the party's own only where a contact point is at it.
var providers = func() map[string]bool {
	list := map[string]bool{}
	for _, name := range strings.Fields(`
		gmail.com googlemail.com outlook.com hotmail.com live.com msn.com passport.com yahoo.com ymail.com rocketmail.com aol.com aim.com
		icloud.com me.com mac.com proton.me protonmail.com protonmail.ch pm.me tutanota.com tutanota.de tuta.io tuta.com tutamail.com keemail.me
		gmx.com gmx.net gmx.de gmx.at gmx.ch gmx.us gmx.fr web.de freenet.de t-online.de mail.de posteo.de posteo.net mailbox.org arcor.de email.de
		mail.com email.com usa.com inbox.com hushmail.com fastmail.com fastmail.fm zoho.com zohomail.com zohomail.eu mailfence.com disroot.org riseup.net
		yandex.ru yandex.com ya.ru mail.ru bk.ru inbox.ru list.ru internet.ru rambler.ru inbox.lv ukr.net i.ua meta.ua bigmir.net
		orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr libero.it virgilio.it tiscali.it alice.it tin.it tim.it
		terra.es telefonica.net uol.com.br bol.com.br terra.com.br ig.com.br globo.com sapo.pt
		qq.com foxmail.com 163.com 126.com yeah.net sina.com sina.cn sohu.com aliyun.com 139.com 189.cn naver.com daum.net hanmail.net nate.com
		rediffmail.com indiatimes.com btinternet.com virginmedia.com sky.com talktalk.net ntlworld.com blueyonder.co.uk
		comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net optonline.net juno.com
		rogers.com shaw.ca sympatico.ca telus.net bigpond.com bigpond.net.au optusnet.com.au xtra.co.nz
		wp.pl o2.pl onet.pl interia.pl op.pl tlen.pl seznam.cz email.cz centrum.cz post.cz azet.sk freemail.hu citromail.hu abv.bg mail.bg
		ziggo.nl planet.nl kpnmail.nl hetnet.nl telenet.be skynet.be bluewin.ch hispeed.ch a1.net aon.at chello.at
		telia.com spray.se online.no luukku.com suomi24.fi mail.dk stofanet.dk yopmail.com mailinator.com guerrillamail.com duck.com simplelogin.com`) {
		list[name] = true
	}
	return list
}()

// families are providers with an ending for each country.
var families = []string{"yahoo", "hotmail", "outlook", "live", "ymail"}

// Organisation is the domain that the organisation of an address has registered; empty if anybody gets an address there.
func Organisation(of string) string {
	if domain := address.Organisation(of); !freemail(domain) && !freemail(domainOf(of)) {
		return domain
	}
	return ""
}

// freemail reports whether anybody gets an address at a domain.
func freemail(domain string) bool {
	if providers[domain] {
		return true
	}
	name, ending, _ := strings.Cut(domain, ".")
	switch strings.Count(ending, ".") {
	case 0:
		return len(ending) == 2 && contains(families, name)
	case 1:
		second, country, _ := strings.Cut(ending, ".")
		return len(country) == 2 && contains([]string{"co", "com"}, second) && contains(families, name)
	}
	return false
}
