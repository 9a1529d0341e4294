package io.plimsoll.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.plimsoll.peers.console.Authenticator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What people do with their accounts and each other's, in Chromium. */
@ExtendWith(SharedConsole.class)
class PeopleInBrowserTest {
  /** When it is for the host. */
  private static final Instant NOON = DemoConsole.TODAY.atTime(12, 0).toInstant(ZoneOffset.UTC);

  private static DemoConsole console;

  @BeforeAll
  static void open(DemoConsole shared) {
    console = shared;
  }

  @Test
  void somebodyWhoIsInvitedJoinsSeesAChartAndNoMoreThanHeMay() {
    String link = invite("ben@demo.example", "Ben", "VIEWER");
    try (BrowserContext window = console.stranger()) {
      Watched watched = new Watched(window);
      Page page = watched.page();
      page.navigate(link);
      assertThat(Looks.wrong(page, "welcome")).isEmpty();
      page.fill("input[name=password]", "a heron and a kettle");
      page.click("button.primary");

      page.waitForURL(console.address("o/demo"));
      assertThat(page.locator("svg.chart").first()).isVisible();
      assertThat(page.locator("nav")).not().containsText("People");
      assertThat(page.locator("nav")).not().containsText("Audit");
      page.navigate(console.address("o/demo/collections"));
      assertThat(page.locator("main button")).hasCount(0);
      assertThat(watched.complaints()).isEmpty();

      page.navigate(console.address("o/demo/people"));
      assertThat(page.locator("h1")).hasText("That takes an owner of the organisation.");
      page.navigate(console.address("o/empty"));
      assertThat(page.locator("h1")).containsText("There is no organisation empty for ben@demo.example.");
    }
  }

  @Test
  void aSecondFactorIsSetUpAndThenAskedFor() {
    String link = invite("cleo@demo.example", "Cleo", "EDITOR");
    try (BrowserContext window = console.stranger()) {
      Watched watched = new Watched(window);
      Page page = watched.page();
      page.navigate(link);
      page.fill("input[name=password]", "a heron and a kettle");
      page.click("button.primary");
      page.click("text=Cleo");
      page.click("text=Set up a second factor");
      page.fill("input[name=password]", "a heron and a kettle");
      page.click("text=Begin");
      assertThat(page.locator("svg.qr")).isVisible();
      assertThat(Looks.wrong(page, "second-factor-shown")).isEmpty();
      String secret = page.locator("#secret").textContent();
      // The code of the step before counts still; that of this one is for signing in.
      page.fill("input[name=code]", Authenticator.code(secret, NOON.minusSeconds(30)));
      page.click("text=Put it in force");
      assertThat(page.locator("main")).containsText("The second factor is in force");

      page.click("text=Sign out");
      page.fill("input[name=email]", "cleo@demo.example");
      page.fill("input[name=password]", "a heron and a kettle");
      page.click("button.primary");
      assertThat(page.locator("h1")).hasText("Second factor");
      assertThat(Looks.wrong(page, "sign-in-code")).isEmpty();
      page.fill("input[name=code]", Authenticator.code(secret, NOON));
      page.click("text=Go on");
      page.waitForURL(console.address("o/demo"));
      assertThat(watched.complaints()).isEmpty();
    }
  }

  @Test
  void aKeyIsMadeUsedAndRefusedOnceRevoked() throws Exception {
    try (BrowserContext window = console.window(ColorScheme.LIGHT, 1280, 900)) {
      Watched watched = new Watched(window);
      Page page = watched.page();
      page.navigate(console.address("o/demo/keys"));
      page.fill("input[name=name]", "nightly report");
      page.click("text=Make the key");
      String key = page.locator("#secret").textContent();
      assertThat(Looks.wrong(page, "key-made")).isEmpty();

      assertThat(ask(key)).isEqualTo(200);
      page.navigate(console.address("o/demo/keys"));
      assertThat(page.locator("tbody tr", new Page.LocatorOptions().setHasText("nightly report"))).containsText(key.substring(0, 12));
      assertThat(page.locator("main")).not().containsText(key);
      page.click("button[aria-label='Revoke nightly report']");
      assertThat(page.locator("tbody")).containsText("revoked");
      assertThat(ask(key)).isEqualTo(401);
      assertThat(watched.complaints()).isEmpty();
    }
  }

  @Test
  void thePortfolioShowsEachOrganisationAndLeadsToIt() {
    try (BrowserContext window = console.window(ColorScheme.LIGHT, 1280, 900)) {
      Page page = window.newPage();
      page.navigate(console.address("organisations"));
      assertThat(page.locator("tbody tr").first()).containsText("demo");
      assertThat(page.locator("tbody tr").first()).containsText("EUR");
      assertThat(page.locator("tbody")).containsText("nothing collected yet");

      page.click("tbody a >> text=demo");
      assertThat(page.locator("svg.chart").first()).isVisible();
    }
  }

  @Test
  void theFormOfSigningInIsAccessible() {
    try (BrowserContext window = console.stranger()) {
      Watched watched = new Watched(window);
      Page page = watched.page();
      page.navigate(console.address("o/demo"));
      List<String> wrong = new ArrayList<>(Looks.wrong(page, "sign-in"));
      page.fill("input[name=email]", "nobody@demo.example");
      page.fill("input[name=password]", "x");
      page.click("button.primary");
      assertThat(page.locator("[role=alert]")).containsText("Address or password is wrong");
      wrong.addAll(Looks.wrong(page, "sign-in-wrong"));
      assertThat(wrong).isEmpty();
    }
  }

  /** Invites somebody on the page of people, as the owner, and says by which link he joins. */
  private static String invite(String email, String name, String access) {
    try (BrowserContext window = console.window(ColorScheme.LIGHT, 1280, 900)) {
      Page page = window.newPage();
      page.navigate(console.address("o/demo/people"));
      page.fill("input[name=email]", email);
      page.fill("input[name=name]", name);
      page.selectOption("select[name='access.*']", access);
      page.click("text=Make an invitation");
      if (access.equals("VIEWER")) {
        assertThat(Looks.wrong(page, "one-time-link")).isEmpty();
      }
      return page.locator("#link").textContent();
    }
  }

  private static int ask(String key) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(console.address("api/v1/organisations/demo/connections"))).header("X-API-Key", key).build(),
            BodyHandlers.discarding())
        .statusCode();
  }
}
