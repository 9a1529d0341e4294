package io.plimsoll.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import io.plimsoll.api.anomaly.Anomaly;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every page in Chromium, in light and dark, wide and narrow: accessible, quiet, and from this origin alone. */
@ExtendWith(SharedConsole.class)
class ConsoleInBrowserTest {
  private static final int WIDE = 1280;
  private static final int PHONE = 360;
  private static final long FIRST_LOAD = 60 * 1024;

  private static DemoConsole console;
  private static Map<String, String> pages;

  @BeforeAll
  static void open(DemoConsole shared) {
    console = shared;
    Period whole = new Period(DemoConsole.TODAY.minusDays(90), DemoConsole.TODAY.plusDays(1));
    var demo = console.host().organisation("demo", Caller.system("test"));
    Anomaly anomaly = demo.anomalies(whole).get(0);
    pages = new LinkedHashMap<>();
    pages.put("overview", "o/demo");
    pages.put("explore", "o/demo/explore");
    pages.put("explore-drilled", "o/demo/explore?by=SubAccountName&where=ServiceName%20%3D%20'Virtual%20Machines'");
    pages.put("anomalies", "o/demo/anomalies");
    pages.put("anomaly", "o/demo/anomalies/" + anomaly.id());
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
    try (OidcProvider provider = OidcProvider.start(home, console.address("sso/demo/callback"));
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
      page.click("text=Go on to the provider of demo");
      page.fill("input[name=login]", "bea");
      page.fill("input[name=password]", "whatever");
      page.click("button[type=submit]");
      page.click("button[type=submit]");
      page.waitForURL(console.address("o/demo"));
      assertThat(page.locator("body")).containsText("Bea");

      Page mallory = console.stranger().newPage();
      mallory.navigate(console.address("sso/demo"));
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
