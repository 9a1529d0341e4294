package io.plimsoll.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import io.plimsoll.api.action.ActionProposal;
import io.plimsoll.api.anomaly.Anomaly;
import io.plimsoll.api.anomaly.PlannedEvent;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.credential.Secret;
import io.plimsoll.api.identity.AccessRole;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.identity.Member;
import io.plimsoll.api.identity.OrganisationRole;
import io.plimsoll.api.identity.SignIn;
import io.plimsoll.api.identity.SignInWay;
import io.plimsoll.api.identity.SingleSignOn;
import io.plimsoll.peers.oidc.OidcProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Every page in Chromium, in light and dark, wide and narrow: accessible, quiet, and from this origin alone. */
@ExtendWith(SharedConsole.class)
class ConsoleInBrowserTest {
  private static final int WIDE = 1280;
  private static final int PHONE = 360;
  private static final long FIRST_LOAD = 60 * 1024;

  private static DemoConsole console;
  private static Map<String, String> pages;
  private static Anomaly planned;

  @BeforeAll
  static void open(DemoConsole shared) {
    console = shared;
    Period whole = new Period(DemoConsole.TODAY.minusDays(90), DemoConsole.TODAY.plusDays(1));
    var demo = console.host().organisation("demo", Caller.system("test"));
    Anomaly anomaly = demo.anomalies(whole).get(0);
    planned = demo.anomalies(whole).stream().filter(a -> a.state() == Anomaly.State.OPEN && !a.id().equals(anomaly.id())).findFirst().orElseThrow();
    demo.calendar().add(new PlannedEvent("load test", new Period(DemoConsole.TODAY.plusDays(3), DemoConsole.TODAY.plusDays(5)), Map.of("ServiceName", "Storage")));
    String proposed =
        demo.actions().propose(new ActionProposal(demo.connections().get(0).name(), "write", Map.of("text", "first"))).id();
    pages = new LinkedHashMap<>();
    pages.put("overview", "o/demo");
    pages.put("explore", "o/demo/explore");
    pages.put("explore-drilled", "o/demo/explore?by=SubAccountName&where=ServiceName%20%3D%20'Virtual%20Machines'");
    pages.put("anomalies", "o/demo/anomalies");
    pages.put("anomaly", "o/demo/anomalies/" + anomaly.id());
    pages.put("calendar", "o/demo/calendar");
    pages.put("anomaly-rules", "o/demo/anomaly-rules");
    pages.put("back-test", "o/demo/back-test");
    pages.put("notices", "o/demo/notices");
    pages.put("schedule", "o/demo/schedule");
    pages.put("approvals", "o/demo/approvals");
    pages.put("approval", "o/demo/approvals/" + proposed);
    pages.put("collections", "o/demo/collections");
    pages.put("receipts", "o/demo/collections/2025-11");
    pages.put("receipts-before", "o/demo/collections/2025-10");
    pages.put("diff", "o/demo/collections/diff?before=" + console.replaced() + "&after=" + console.replacement());
    pages.put("connections", "o/demo/connections");
    pages.put("retention", "o/demo/retention");
    pages.put("audit", "o/demo/audit");
    pages.put("trust", "o/demo/trust");
    pages.put("single-sign-on", "o/demo/single-sign-on");
    pages.put("plugins", "plugins");
    pages.put("organisations", "organisations");
    pages.put("portfolios", "portfolios");
    pages.put("people", "o/demo/people");
    pages.put("member", "o/demo/people/" + demo.members().list().get(0).person().id());
    pages.put("keys", "o/demo/keys");
    pages.put("settings", "o/demo/settings");
    pages.put("accounts", "people");
    pages.put("account", "account");
    pages.put("second-factor", "account/second-factor?for=demo&to=%2Fo%2Fdemo");
    pages.put("empty-overview", "o/empty");
    pages.put("empty-explore", "o/empty/explore");
    pages.put("empty-anomalies", "o/empty/anomalies");
    pages.put("empty-collections", "o/empty/collections");
    pages.put("empty-connections", "o/empty/connections");
    pages.put("empty-calendar", "o/empty/calendar");
    pages.put("empty-schedule", "o/empty/schedule");
    pages.put("empty-approvals", "o/empty/approvals");
  }

  @Test
  void everyPageIsAccessibleAndQuietInLight() {
    assertThat(look(ColorScheme.LIGHT, "light", page -> new AxeBuilder(page))).isEmpty();
  }

  @Test
  void everyPageIsAccessibleAndQuietInDark() {
    // The same markup in other colours: what may differ is the contrast.
    assertThat(look(ColorScheme.DARK, "dark", page -> new AxeBuilder(page).withRules(List.of("color-contrast")))).isEmpty();
  }

  @Test
  void noPageIsWiderThanAPhone() {
    List<String> wide = new ArrayList<>();
    try (BrowserContext window = console.window(ColorScheme.LIGHT, PHONE, 740)) {
      Page page = window.newPage();
      for (Map.Entry<String, String> each : pages.entrySet()) {
        page.navigate(console.address(each.getValue()));
        Object width = page.evaluate("document.documentElement.scrollWidth");
        if (((Number) width).intValue() > PHONE) {
          wide.add(each.getKey() + " is " + width + " wide");
        }
        Looks.shoot(page, each.getKey() + "-phone");
      }
    }
    assertThat(wide).isEmpty();
  }

  @Test
  void aPersonSignsInAtTheProviderOfHisOrganisation() {
    SingleSignOn singleSignOn = console.host().organisation("demo", Caller.system("test")).singleSignOn();
    try (OidcProvider provider = OidcProvider.start(console.home(), console.address("sso/demo/callback"));
        Secret secret = Secret.of(OidcProvider.SECRET.toCharArray());
        BrowserContext window = console.stranger()) {
      singleSignOn.set(
          "oidc", Map.of("issuer", provider.issuer(), "client-id", OidcProvider.CLIENT, SignIn.PRIVATE_NETWORK, "true"), secret);
      console.host().organisation("demo", Caller.system("test")).members()
          .invite("bea@acme.example", "Bea", OrganisationRole.MEMBER, Map.of(Member.EVERY, AccessRole.VIEWER), SignInWay.SSO);
      Page page = window.newPage();
      page.navigate(console.address("o/demo"));
      page.fill("input[name=organisation]", "demo");
      page.click("text=Sign in with single sign-on");
      page.fill("input[name=login]", "bea");
      page.fill("input[name=password]", "whatever");
      page.click("button[type=submit]");
      page.click("button[type=submit]");
      page.waitForURL(console.address("o/demo"));
      assertThat(page.locator("body")).containsText("Bea");

      Page mallory = console.stranger().newPage();
      mallory.navigate(console.address("sso/demo"));
      mallory.click("text=Go on to the provider of demo");
      mallory.fill("input[name=login]", "mallory");
      mallory.fill("input[name=password]", "whatever");
      mallory.click("button[type=submit]");
      mallory.click("button[type=submit]");
      assertThat(mallory.locator("[role=alert]")).containsText("not one that was invited to demo");
      mallory.context().close();
    } finally {
      singleSignOn.remove();
    }
  }

  @Test
  void theFirstLoadIsSmall() {
    try (BrowserContext window = console.window(ColorScheme.LIGHT, WIDE, 900)) {
      Watched watched = new Watched(window);
      watched.page().navigate(console.address("o/demo"));
      watched.page().waitForLoadState(LoadState.NETWORKIDLE);

      assertThat(watched.bytes()).as("bytes over the wire, headers among them").isBetween(5_000L, FIRST_LOAD);
      System.out.println("first load of the overview: " + watched.bytes() + " bytes in " + watched.requests().size() + " requests");
    }
  }

  @Test
  void aClickOnAGroupGoesDownAndAChipComesBackUp() {
    try (BrowserContext window = console.window(ColorScheme.LIGHT, WIDE, 900)) {
      Watched watched = new Watched(window);
      Page page = watched.page();
      page.navigate(console.address("o/demo/explore"));

      page.locator("tbody th a").first().click();
      assertThat(page.locator("thead th").first()).hasText("SubAccountName");
      Locator chip = page.locator(".chips a");
      assertThat(chip).hasCount(1);
      assertThat(chip.first()).containsText("ServiceName = ");
      page.locator("tbody th a").first().click();
      assertThat(page.locator(".chips a")).hasCount(2);

      page.locator(".chips a").last().click();
      assertThat(page.locator(".chips a")).hasCount(1);
      assertThat(watched.complaints()).isEmpty();
    }
  }

  @Test
  void aChoiceIsAnsweredInPlaceAndKeptInTheAddress() {
    try (BrowserContext window = console.window(ColorScheme.LIGHT, WIDE, 900)) {
      Watched watched = new Watched(window);
      Page page = watched.page();
      page.navigate(console.address("o/demo/explore"));

      page.selectOption("select[name=metric]", "BilledCost");

      assertThat(page.locator("thead")).containsText("BilledCost");
      assertThat(page).hasURL(Pattern.compile(".*metric=BilledCost.*"));
      assertThat(watched.complaints()).isEmpty();

      page.reload();
      assertThat(page.locator("thead")).containsText("BilledCost");
    }
  }

  @Test
  void aWrongFilterSaysWhatIsWrong() {
    try (BrowserContext window = console.window(ColorScheme.LIGHT, WIDE, 900)) {
      Page page = window.newPage();
      page.navigate(console.address("o/demo/explore?where=ServiceName%20%3D"));

      assertThat(page.locator("h1")).containsText("The filter needs a value in single quotes");
    }
  }

  @Test
  void theTableComesAsCsv() throws IOException {
    try (BrowserContext window = console.window(ColorScheme.LIGHT, WIDE, 900)) {
      Page page = window.newPage();
      page.navigate(console.address("o/demo/explore"));

      Download csv = page.waitForDownload(() -> page.click("a[download]"));

      assertThat(csv.suggestedFilename()).isEqualTo("costs-2025-10-22-2025-11-20.csv");
      assertThat(Files.readString(csv.path())).startsWith("ServiceName,currency,value,compared\r\n").contains("\r\nVirtual Machines,");
    }
  }

  @Test
  void theChainIsVerifiedByOneClick() {
    try (BrowserContext window = console.window(ColorScheme.LIGHT, WIDE, 900)) {
      Watched watched = new Watched(window);
      watched.page().navigate(console.address("o/demo/audit"));

      watched.page().click("text=Verify the chain");

      assertThat(watched.page().locator("#verification")).containsText("None was changed, removed or added.");
      assertThat(watched.complaints()).isEmpty();
    }
  }

  @Test
  void aDryRunShowsWhatWouldGoAndAHoldIsPutOnAndLifted() {
    try (BrowserContext window = console.window(ColorScheme.LIGHT, WIDE, 900)) {
      Page page = window.newPage();
      page.navigate(console.address("o/demo/retention"));

      page.click("text=Show what would go");
      assertThat(page.locator("#report")).containsText("costs");

      page.click("text=Put on a legal hold");
      assertThat(page.locator(".facts")).containsText("nothing is removed");
      page.click("text=Lift the legal hold");
      assertThat(page.locator(".facts")).containsText("off");
    }
  }

  @Test
  void anAnomalyIsTakenUpResolvedAndOpenedAgain() {
    try (BrowserContext window = console.window(ColorScheme.LIGHT, WIDE, 900)) {
      Watched watched = new Watched(window);
      Page page = watched.page();
      page.navigate(console.address(pages.get("anomaly")));

      page.fill("#note", "asking the owner");
      page.click("text=I am on it");
      assertThat(page.locator("main")).containsText("asking the owner");
      assertThat(page.locator("button[value=acknowledge]")).hasCount(0);
      page.click("text=It is over");
      page.click("text=Open it again");
      assertThat(page.locator("button[value=acknowledge]")).hasCount(1);
      assertThat(watched.complaints()).isEmpty();
    }
  }

  @Test
  void anAnomalyThatWasPlannedIsNotToldAndThatIsTakenBack() throws IOException {
    try (BrowserContext window = console.window(ColorScheme.LIGHT, WIDE, 900)) {
      Watched watched = new Watched(window);
      Page page = watched.page();
      page.navigate(console.address("o/demo/anomalies/" + planned.id()));

      page.fill("#note", "a migration");
      page.click("text=It was planned");
      assertThat(page.locator("main")).containsText("suppressed");
      assertThat(page.locator("main")).containsText("a migration");

      page.click("nav >> text=Anomaly rules");
      assertThat(page.locator("main")).containsText(DemoConsole.OWNER);
      assertThat(Looks.wrong(page, "tolerances")).isEmpty();
      page.click("text=Take back");
      assertThat(page.locator("main")).containsText("Nothing. When an anomaly was planned");
      assertThat(watched.complaints()).isEmpty();
    }
  }

  @Test
  void whatIsPlannedIsEnteredAndTakenOut() throws IOException {
    try (BrowserContext window = console.window(ColorScheme.LIGHT, WIDE, 900)) {
      Page page = window.newPage();
      page.navigate(console.address("o/demo/calendar"));

      page.fill("input[name=name]:visible", "spring sale");
      page.fill("input[name=first]", "2026-03-02");
      page.fill("input[name=last]", "2026-03-01");
      page.click("main button.primary");
      assertThat(page.locator("[role=alert]")).containsText("The last day, 2026-03-01, is before the first, 2026-03-02.");
      assertThat(Looks.wrong(page, "calendar-refused")).isEmpty();

      page.fill("input[name=name]:visible", "spring sale");
      page.fill("input[name=first]", "2026-03-02");
      page.fill("input[name=last]", "2026-03-08");
      page.fill("textarea[name=scope]", "ServiceName=Storage");
      page.click("main button.primary");
      Locator row = page.locator("tr", new Page.LocatorOptions().setHasText("spring sale"));
      assertThat(row).containsText("2026-03-02 to 2026-03-08");
      row.locator("button").click();
      assertThat(page.locator("main")).not().containsText("spring sale");
    }
  }

  @Test
  void whatIsSevereIsSetForTheOrganisationAndTakenBack() {
    try (BrowserContext window = console.window(ColorScheme.LIGHT, WIDE, 900)) {
      Page page = window.newPage();
      page.navigate(console.address("o/demo/anomaly-rules"));
      Locator critical = page.locator("input[name=critical-amount]").first();

      assertThat(critical).hasValue("1000");
      critical.fill("7500");
      page.locator("button[value=set]").first().click();
      assertThat(critical).hasValue("7500");
      page.locator("button[value=reset]").first().click();
      assertThat(critical).hasValue("1000");
    }
  }

  @Test
  void aRuleSendsToAChannelThatIsTriedFirst(@TempDir Path folder) throws IOException {
    try (Hook hook = new Hook(folder); BrowserContext window = console.window(ColorScheme.LIGHT, WIDE, 900)) {
      Watched watched = new Watched(window);
      Page page = watched.page();
      page.navigate(console.address("o/demo/notices"));

      page.fill("form[action$='/channels'] input[name=name]", "ops");
      page.fill("input[name=notifier]", "webhook");
      page.fill("textarea[name=settings]", hook.settings());
      page.click("text=Keep the channel");
      page.click("text=Send test");
      assertThat(page.locator("[role=status]")).containsText("The test was taken by ops.");
      assertThat(hook.taken()).hasSize(1);

      page.fill("form[action$='/rules'] input[name=name]", "pages");
      page.click("text=Keep the rule");
      assertThat(page.locator("section", new Page.LocatorOptions().setHasText("Rules"))).containsText("anomaly detected");
      assertThat(page.locator("section", new Page.LocatorOptions().setHasText("What was sent"))).containsText("delivered");
      assertThat(watched.complaints()).isEmpty();
      assertThat(Looks.wrong(page, "notices-with-a-rule")).isEmpty();
      page.locator("[aria-label='Remove pages']").click();
      page.locator("[aria-label='Remove ops']").click();
      assertThat(page.locator("main")).containsText("There is none yet, so nobody is told.");
    }
  }

  @Test
  void aWriteIsProposedByOneApprovedByAnotherAndSentOnce() throws IOException {
    try (BrowserContext anns = console.window(ColorScheme.LIGHT, WIDE, 900); BrowserContext beas = console.other("bea@demo.example")) {
      Watched ann = new Watched(anns);
      ann.page().navigate(console.address("o/demo/approvals"));
      ann.page().fill("input[name=kind]", "write");
      ann.page().fill("textarea[name=parameters]", "text=hello");
      ann.page().click("text=Show the requests");
      assertThat(ann.page().locator("h1")).hasText("Writes 'hello' on the board.");
      assertThat(ann.page().locator("pre")).containsText("PUT https://board.example/walls/one");
      assertThat(ann.page().locator("button[type=submit].primary")).hasCount(0);

      Watched bea = new Watched(beas);
      bea.page().navigate(ann.page().url());
      bea.page().click("text=Approve exactly these requests");
      assertThat(bea.page().locator("main")).containsText("bea@demo.example");
      assertThat(console.boards().texts()).isEmpty();
      assertThat(Looks.wrong(bea.page(), "approval-approved")).isEmpty();

      ann.page().reload();
      ann.page().click("text=Send the requests now");
      assertThat(ann.page().locator("main")).containsText("200 OK");
      assertThat(console.boards().texts()).containsExactly("{\"properties\":{\"text\":\"hello\"}}");
      ann.page().click("text=Propose to take it back");
      assertThat(ann.page().locator("h1")).hasText("Writes what stood on the board before.");
      assertThat(ann.complaints()).isEmpty();
      assertThat(bea.complaints()).isEmpty();
      assertThat(Looks.wrong(ann.page(), "approval-reversal")).isEmpty();
    }
  }

  @Test
  void detectorsAreComparedSideBySide() throws IOException {
    try (BrowserContext window = console.window(ColorScheme.LIGHT, WIDE, 900)) {
      Watched watched = new Watched(window);
      Page page = watched.page();
      page.navigate(console.address("o/demo/back-test"));

      page.fill("input[name=detectors]", "new-charge, drop");
      page.fill("input[name=first]", "2025-11-01");
      page.click("text=Try them");
      assertThat(page.locator("#result")).containsText("All together", new LocatorAssertions.ContainsTextOptions().setTimeout(30_000));
      assertThat(page.locator("#result")).containsText("new-charge");
      assertThat(watched.complaints()).isEmpty();
      assertThat(Looks.wrong(page, "back-test-result")).isEmpty();

      page.navigate(console.address("o/demo/back-test"));
      page.fill("input[name=detectors]", "no-such");
      page.click("text=Try them");
      assertThat(page.locator("[role=alert]")).containsText("no-such");
    }
  }

  @Test
  void theThemeIsChosenAndKept() {
    try (BrowserContext window = console.window(ColorScheme.LIGHT, WIDE, 900)) {
      Page page = window.newPage();
      page.navigate(console.address("o/demo"));

      page.click("text=Light or dark");
      assertThat(page.locator("html")).hasAttribute("data-theme", "dark");

      page.navigate(console.address("o/demo/anomalies"));
      assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
    }
  }

  @Test
  void theKeyboardReachesTheContentFirst() {
    try (BrowserContext window = console.window(ColorScheme.LIGHT, WIDE, 900)) {
      Page page = window.newPage();
      page.navigate(console.address("o/demo"));

      page.keyboard().press("Tab");
      assertThat(page.locator(".skip")).isFocused();
      page.keyboard().press("Enter");
      assertThat(page.locator("#main")).isFocused();
    }
  }

  @Test
  void timesAreUtcAndTheReadersOwnOnHover() {
    try (BrowserContext window = console.window(ColorScheme.LIGHT, WIDE, 900)) {
      Page page = window.newPage();
      page.navigate(console.address("o/demo/collections"));

      Locator time = page.locator("time").first();
      assertThat(time).containsText("UTC");
      assertThat(time).hasAttribute("title", Pattern.compile(".*20\\d\\d.*"));
    }
  }

  @Test
  void whoSignsInIsWhereHeWantedToBeAndWhoSignsOutIsOut() {
    try (BrowserContext window = console.stranger()) {
      Watched watched = new Watched(window);
      Page page = watched.page();
      page.navigate(console.address("o/demo/explore?metric=BilledCost"));
      assertThat(page.locator("h1")).hasText("Sign in");
      assertThat(page.locator("nav")).hasCount(0);

      page.fill("input[name=email]", DemoConsole.OWNER);
      page.fill("input[name=password]", DemoConsole.PASSWORD);
      page.click("button.primary");
      page.waitForURL(console.address("o/demo/explore?metric=BilledCost"));
      assertThat(page.locator("thead")).containsText("BilledCost");

      page.click("text=Sign out");
      assertThat(page.locator("main")).containsText("You are signed out.");
      page.navigate(console.address("o/demo"));
      assertThat(page.locator("h1")).hasText("Sign in");
      assertThat(watched.complaints()).isEmpty();
    }
  }

  private static List<String> look(ColorScheme scheme, String name, Function<Page, AxeBuilder> axe) {
    List<String> wrong = new ArrayList<>();
    try (BrowserContext window = console.window(scheme, WIDE, 900)) {
      for (Map.Entry<String, String> each : pages.entrySet()) {
        Watched watched = new Watched(window);
        Page page = watched.page();
        page.navigate(console.address(each.getValue()));
        Looks.shoot(page, each.getKey() + "-" + name);
        Looks.violations(each.getKey(), axe.apply(page), wrong);
        watched.complaints().forEach(complaint -> wrong.add(each.getKey() + ": " + complaint));
        watched.requests().stream()
            .filter(url -> !url.startsWith(console.address("")))
            .forEach(url -> wrong.add(each.getKey() + ": asks elsewhere for " + url));
        page.close();
      }
    }
    return wrong;
  }
}
