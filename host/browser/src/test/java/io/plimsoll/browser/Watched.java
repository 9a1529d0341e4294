package io.plimsoll.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import java.util.ArrayList;
import java.util.List;

/** A page whose browser's complaints and requests are taken down. */
final class Watched {
  private final Page page;
  private final List<String> complaints = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private final List<Request> finished = new ArrayList<>();

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
    page.onRequestFinished(finished::add);
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
    return List.copyOf(finished).stream().map(Request::sizes).mapToLong(sizes -> sizes.responseBodySize + sizes.responseHeadersSize).sum();
  }
}
