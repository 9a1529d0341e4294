package io.plimsoll.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.identity.OneTimeToken;
import io.plimsoll.console.api.Site;
import io.plimsoll.console.page.Browser.Shown;
import io.plimsoll.peers.console.Authenticator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How people come into the pages, what each is shown, and that the host refuses what a page does not offer. */
@Timeout(90)
class SignInPagesTest {
  /** Public forms prove themselves by a password or token, and by coming from this site. */
  private static final Set<String> WITHOUT_SESSION = Set.of("/sign-in", "/sign-in/code", "/sso", "/welcome");

  private static Site site;

  @BeforeAll
  static void open() {
    site = Site.peopled();
  }

  @AfterAll
  static void close() {
    site.close();
  }

  @Test
  void whoSignsInIsBackWhereHeWantedToGo() {
    Browser ann = Browser.stranger(site);
    Shown turnedAway = ann.get("/o/acme/explore?metric=BilledCost&by=SubAccountName");
    assertThat(turnedAway.status()).isEqualTo(303);
    Shown form = ann.get(turnedAway.header("Location"));
    assertThat(form.body()).contains("<h1>Sign in</h1>");
    assertThat(form.hidden("to")).isEqualTo("/o/acme/explore?metric=BilledCost&by=SubAccountName");

    Shown in = ann.post("/sign-in", Map.of("email", "Viewer@acme.example", "password", Site.PASSWORD, "to", form.hidden("to")));

    assertThat(in.status()).isEqualTo(303);
    assertThat(in.header("Location")).isEqualTo("/o/acme/explore?metric=BilledCost&by=SubAccountName");
    assertThat(in.header("Set-Cookie")).startsWith("__Host-plimsoll=").contains("; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/", "Max-Age=3600");
    assertThat(ann.get(in.header("Location")).body()).contains("BilledCost", "viewer", "Sign out");
    assertThat(ann.get("/sign-in?to=/organisations").header("Location")).as("who is in needs no form").isEqualTo("/organisations");
  }

  @Test
  void wrongOnesAreToldAlikeAndThenWait() {
    Browser eve = Browser.stranger(site);
    Shown nobody = eve.post("/sign-in", Map.of("email", "nobody-there@acme.example", "password", "x"));
    Shown known = eve.post("/sign-in", Map.of("email", "stranger-viewer@acme.example", "password", "x"));

    assertThat(nobody.status()).isEqualTo(401);
    assertThat(nobody.body()).contains("Address or password is wrong, or the account is not open.");
    assertThat(known.body().replace("stranger-viewer", "nobody-there")).isEqualTo(nobody.body());
    Shown last = known;
    for (int i = 0; i < 5; i++) {
      last = eve.post("/sign-in", Map.of("email", "stranger-viewer@acme.example", "password", "x"));
    }
    assertThat(last.status()).isEqualTo(429);
    assertThat(Integer.parseInt(last.header("Retry-After"))).isBetween(1, 60);
    assertThat(last.body()).contains("There were too many attempts, so this one was not looked at. Try again in ", "seconds.");
    assertThat(eve.isSignedIn()).isFalse();
  }

  @Test
  void nobodyIsLedOutOfTheConsole() {
    for (String target : List.of("https://evil.example/", "//evil.example", "/\\evil.example", "evil", "/sign-out", "/welcome?token=x")) {
      Shown in =
          Browser.stranger(site).post("/sign-in", Map.of("email", "viewer@acme.example", "password", Site.PASSWORD, "to", target));
      assertThat(in.header("Location")).as(target).isEqualTo("/");
    }
  }

  @Test
  void aSessionThatEndedLeadsToTheFormAndBack() {
    Browser ann = Browser.stranger(site);
    ann.post("/sign-in", Map.of("email", "viewer@acme.example", "password", Site.PASSWORD));
    assertThat(ann.get("/o/acme").status()).isEqualTo(200);
    site.host.plimsoll().people().endSessions("viewer@acme.example", Site.OPERATOR);

    Shown part = ann.get("/o/acme/explore?metric=BilledCost", "HX-Request", "true");
    assertThat(part.status()).isEqualTo(401);
    assertThat(part.header("HX-Redirect")).isEqualTo("/sign-in?to=%2Fo%2Facme%2Fexplore%3Fmetric%3DBilledCost&ended");
    assertThat(part.body()).isEmpty();
    assertThat(ann.get(part.header("HX-Redirect")).body()).contains("Your session has ended.");
    site.signIn("viewer", "viewer@acme.example");
  }

  @Test
  void signingOutEndsTheSessionForPagesAndApi() {
    Site.Guest guest = site.signIn("leaving", "viewer@acme.example");
    Browser ann = Browser.of(site, "leaving");
    assertThat(ann.get("/o/acme").status()).isEqualTo(200);

    Shown out = ann.post("/sign-out", Map.of());

    assertThat(out.header("Location")).isEqualTo("/sign-in?out");
    assertThat(out.header("Set-Cookie")).contains("Max-Age=0");
    assertThat(Browser.of(site, "leaving").get("/o/acme").status()).isEqualTo(303);
    assertThat(site.ask(guest, "GET", "/api/v1/session", null).status()).isEqualTo(401);
    assertThat(ann.get("/sign-in?out").body()).contains("You are signed out.");
  }

  @Test
  void aLinkLetsSomebodyJoinOnceAndAResetChoosesAnotherPassword() {
    OneTimeToken invited = site.host.plimsoll().people().invite("new@acme.example", "New", false, Site.OPERATOR);
    Browser newcomer = Browser.stranger(site);
    Shown page = newcomer.get("/welcome?token=" + invited.token());
    assertThat(page.body()).contains("You were invited as new@acme.example.").doesNotContain("first person");

    Shown weak = newcomer.post("/welcome", Map.of("token", page.hidden("token"), "password", "short"));
    assertThat(weak.status()).isEqualTo(400);
    assertThat(weak.body()).contains("12").contains("role=\"alert\"").doesNotContain("value=\"short\"");
    Shown in = newcomer.post("/welcome", Map.of("token", page.hidden("token"), "password", "a heron and a kettle", "name", "Newt"));
    assertThat(in.status()).isEqualTo(303);
    assertThat(newcomer.get("/organisations").body()).contains("Newt", "There is no organisation");
    Shown again = newcomer.get("/welcome?token=" + invited.token());
    assertThat(again.status()).isEqualTo(404);
    assertThat(again.body()).contains("The link does not hold: it was used, has expired, or was never issued here.");

    OneTimeToken reset = site.host.plimsoll().people().reset("new@acme.example", Site.OPERATOR);
    assertThat(newcomer.get("/welcome?token=" + reset.token()).body()).contains("Choose another password").doesNotContain("name=\"name\"");
    assertThat(newcomer.post("/welcome", Map.of("token", reset.token(), "password", "two kettles and a heron")).status()).isEqualTo(303);
    assertThat(Browser.stranger(site).post("/sign-in", Map.of("email", "new@acme.example", "password", "a heron and a kettle")).status()).isEqualTo(401);
  }

  @Test
  void thePasswordAloneIsNotEnoughWhereThereIsASecondFactor() {
    Browser ben = Browser.stranger(site);
    ben.get("/welcome?token=" + site.host.plimsoll().people().invite("ben@acme.example", "Ben", false, Site.OPERATOR).token());
    site.accept(site.host.plimsoll().people().reset("ben@acme.example", Site.OPERATOR).token(), null, null);
    Site.Guest guest = site.signIn("ben", "ben@acme.example");
    Site.Reply setup = site.ask(guest, "POST", "/api/v1/session/second-factor", Map.of("password", Site.PASSWORD));
    String secret = setup.json().get("secret").asText();
    assertThat(site.ask(guest, "POST", "/api/v1/session/second-factor/confirmation", Map.of("code", Authenticator.code(secret, site.host.plimsoll().clock().instant()))).status()).isEqualTo(200);

    Shown asked = ben.post("/sign-in", Map.of("email", "ben@acme.example", "password", Site.PASSWORD, "to", "/organisations"));
    assertThat(asked.status()).isEqualTo(200);
    assertThat(asked.body()).contains("<h1>Second factor</h1>").doesNotContain(Site.PASSWORD);
    assertThat(ben.isSignedIn()).isFalse();
    String pending = asked.hidden("pending");
    Shown wrong = ben.post("/sign-in/code", Map.of("pending", pending, "code", "000000", "to", "/organisations"));
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.body()).contains("That code is wrong, or was used before.");
    Shown stale = ben.post("/sign-in/code", Map.of("pending", String.valueOf(guest.cookie()), "code", "000000"));
    assertThat(stale.body()).contains("The time to give a code is over. Sign in again with the password.");
    // What stands for a right password opens nothing by itself.
    assertThat(site.ask(new Site.Guest("x", "__Host-plimsoll=" + pending, "x", null), "GET", "/api/v1/session", null).status()).isEqualTo(401);

    String recovery = setup.json().at("/recoveryCodes/0").asText();
    Shown in = ben.post("/sign-in/code", Map.of("pending", wrong.hidden("pending"), "code", recovery, "to", "/organisations"));
    assertThat(in.status()).isEqualTo(303);
    assertThat(in.header("Location")).isEqualTo("/organisations");
    assertThat(ben.post("/sign-in/code", Map.of("pending", pending, "code", recovery)).status()).as("once").isEqualTo(401);
  }

  @Test
  void theMenuShowsWhatSomebodyMayAndNothingElse() {
    assertThat(menu("owner", "/o/acme")).contains("Overview", "Explore", "Anomalies", "Retention", "Audit", "Trust", "People", "API keys", "Settings").doesNotContain("Plug-ins", "Accounts");
    assertThat(menu("admin", "/o/acme")).contains("Anomalies", "Retention").doesNotContain("Audit", "Trust", "People", "API keys", "Settings", "Plug-ins");
    assertThat(menu("viewer", "/o/acme")).contains("Overview", "Explore", "Anomalies", "Collections").doesNotContain("Retention", "Audit", "Trust", "Plug-ins");
    assertThat(menu("limited", "/o/acme")).contains("Overview", "Explore").doesNotContain("Anomalies", "Retention", "Audit");
    assertThat(menu("partner", "/o/acme")).contains("Overview", "Anomalies").doesNotContain("Audit", "Plug-ins");
    assertThat(menu("operator", "/organisations")).contains("Portfolio", "Accounts", "Plug-ins").doesNotContain("Overview");
  }

  @Test
  void whatAPageDoesNotOfferTheHostRefuses() {
    Browser viewer = Browser.of(site, "viewer");
    assertThat(viewer.get("/o/acme/collections").body()).doesNotContain("Collect now");
    for (String path : List.of("/o/acme/audit", "/o/acme/trust", "/plugins")) {
      Shown refused = viewer.get(path);
      assertThat(refused.status()).as(path).isEqualTo(403);
      assertThat(refused.body()).as(path).contains("That ");
    }
    assertThat(viewer.post("/o/acme/collections", Map.of()).status()).isEqualTo(403);
    assertThat(viewer.post("/o/acme/audit/verify", Map.of()).status()).isEqualTo(403);
    assertThat(viewer.post("/o/acme/retention/dry-run", Map.of()).status()).isEqualTo(403);
    assertThat(viewer.post("/o/acme/retention/hold", Map.of("hold", "on")).status()).isEqualTo(403);
    assertThat(Browser.of(site, "admin").post("/o/acme/retention/hold", Map.of("hold", "on")).status()).isEqualTo(403);
    assertThat(Browser.of(site, "operator").get("/o/acme").status()).as("who runs the host is in no organisation by that").isEqualTo(404);
    assertThat(site.host.organisation("acme").profile().legalHold()).isFalse();

    Browser owner = Browser.of(site, "owner");
    assertThat(owner.post("/o/acme/retention/hold", Map.of("hold", "on")).status()).isEqualTo(303);
    assertThat(owner.get("/o/acme/retention").body()).contains("nothing is removed");
    assertThat(owner.post("/o/acme/retention/hold", Map.of("hold", "off")).status()).isEqualTo(303);
  }

  @Test
  void anotherOrganisationIsNotThere() {
    Browser stranger = Browser.of(site, "stranger-owner");
    for (String path : List.of("", "/explore", "/anomalies", "/collections", "/connections", "/retention", "/audit", "/trust")) {
      Shown theirs = stranger.get("/o/acme" + path);
      Shown none = stranger.get("/o/none" + path);
      assertThat(theirs.status()).as(path).isEqualTo(404);
      assertThat(theirs.body().replace("acme", "none").replaceAll("value=\"[^\"]*\"", "")).as(path)
          .isEqualTo(none.body().replace("acme", "none").replaceAll("value=\"[^\"]*\"", ""));
    }
    assertThat(stranger.get("/organisations").body()).contains("/o/other").doesNotContain("/o/acme");
  }

  @Test
  void whatIsDownloadedIsCalledByItsDaysWhateverIsAskedFor() {
    String hostile = "&filename=x%22%0d%0aSet-Cookie:%20a=b%0d%0aX-A:%20b&name=..%2f..%2fcosts.exe";
    Shown file = Browser.of(site, "owner").get("/o/acme/explore.csv?from=2025-10-01&to=2025-10-31" + hostile);

    assertThat(file.status()).as(file.body()).isEqualTo(200);
    assertThat(file.header("Content-Disposition")).isEqualTo("attachment; filename=\"costs-2025-10-01-2025-10-31.csv\"");
    assertThat(file.header("Content-Type")).startsWith("text/csv");
    assertThat(file.header("Set-Cookie") + file.header("X-A")).isEmpty();
  }

  @Test
  void whoSeesOneConnectionSeesItsCostsAlone() {
    Browser limited = Browser.of(site, "limited");
    assertThat(limited.get("/o/acme").status()).isEqualTo(200);
    assertThat(limited.get("/o/acme/connections").body()).contains("<h2>exports-0</h2>").doesNotContain("<h2>exports-1</h2>");
    assertThat(limited.get("/o/acme/anomalies").status()).isEqualTo(403);
  }

  @Test
  void everyFormThatChangesSomethingNeedsTheTokenOfItsSession() {
    for (String path :
        List.of(
            "/sign-out", "/o/acme/collections", "/o/acme/audit/verify", "/o/acme/retention/dry-run", "/o/acme/retention/hold",
            "/o/acme/anomalies/1")) {
      for (Map<String, String> fields : List.of(Map.<String, String>of(), Map.of("csrf", ""), Map.of("csrf", site.guests.get("admin").csrf()))) {
        Shown refused = Browser.of(site, "owner").postBare(path, fields);
        assertThat(refused.status()).as(path + fields.keySet()).isEqualTo(403);
        assertThat(refused.body()).contains("The request does not come from a page of this server.");
      }
    }
  }

  @Test
  void everyFormOfEveryTemplateBringsThatTokenAlong() throws IOException {
    Pattern form = Pattern.compile("<form\\b[^\\n]*?method=\"post\" action=\"([^\\n]*?)\">?.*?</form>", Pattern.DOTALL);
    List<String> wrong = new ArrayList<>();
    int seen = 0;
    try (Stream<Path> files = Files.list(Path.of("src/main/jte"))) {
      for (Path file : files.sorted().toList()) {
        Matcher forms = form.matcher(Files.readString(file));
        while (forms.find()) {
          seen++;
          boolean open = WITHOUT_SESSION.stream().anyMatch(p -> forms.group().contains("frame.to(\"" + p + "\")"));
          if (!open && !forms.group().contains("@template.csrf(frame = frame)")) {
            wrong.add(file.getFileName() + ": " + forms.group().lines().findFirst().orElse(""));
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(seen).isGreaterThanOrEqualTo(9);
  }

  private static String menu(String guest, String path) {
    String body = Browser.of(site, guest).get(path).body();
    return body.substring(body.indexOf("<nav"), body.indexOf("</nav>"));
  }
}
