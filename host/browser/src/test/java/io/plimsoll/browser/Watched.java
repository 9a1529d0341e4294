package io.plimsoll.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;

/** A page whose browser's complaints and requests are taken down. */
final class Watched {
  private final Page page;
  private final List<String> complaints = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private long bytes;

  Watched(BrowserContext context) {
    page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.type() + ": " + message.text());
          }
        });
    page.onPageError(error -> complaints.add("script: " + error));
    page.onRequest(request -> requests.add(request.url()));
    page.onRequestFinished(request -> bytes += request.sizes().responseBodySize + request.sizes().responseHeadersSize);
    // A refusal by the policy is also an error of the console; this names it.
    page.addInitScript(
        "document.addEventListener('securitypolicyviolation', e => console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI))");
  }

  Page page() {
    return page;
  }

  List<String> complaints() {
    return complaints;
  }

  List<String> requests() {
    return requests;
  }

  /** What came over the wire. */
  long bytes() {
    return bytes;
  }
}
