package io.plimsoll.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.identity.AccessRole;
import io.plimsoll.api.identity.OneTimeToken;
import io.plimsoll.console.api.Site;
import io.plimsoll.console.page.Browser.Shown;
import io.plimsoll.peers.console.Authenticator;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From an empty host: the first person, a second factor, other people, keys and accounts, by pages alone. */
@Timeout(90)
class PeoplePagesTest {
  private static final Map<String, Shown> STORY = new LinkedHashMap<>();

  private static Site site;
  private static Browser ann;

  @BeforeAll
  static void fromAnEmptyHostToAnOrganisation() {
    site = new Site("/");
    ann = Browser.stranger(site);
    OneTimeToken first = site.host.plimsoll().people().first(Site.OPERATOR).orElseThrow();
    STORY.put("welcome", ann.get("/welcome?token=" + first.token()));
    STORY.put("in", ann.post("/welcome", Map.of("token", first.token(), "email", "ann@acme.example", "name", "Ann", "password", Site.PASSWORD)));
    STORY.put("empty", ann.get("/organisations"));
    STORY.put("made", ann.post("/organisations", Map.of("name", "acme", "region", "westeurope", "plan", "CONTROL")));
    STORY.put("turned", ann.get("/o/acme/explore?metric=BilledCost"));
    STORY.put("asked", ann.get(STORY.get("turned").header("Location")));
    String to = STORY.get("asked").hidden("to");
    STORY.put("wrong-password", ann.post("/account/second-factor", Map.of("password", "wrong", "to", to)));
    STORY.put("shown", ann.post("/account/second-factor", Map.of("password", Site.PASSWORD, "to", to)));
    STORY.put("wrong-code", ann.post("/account/second-factor/confirm", Map.of("code", "000000", "to", to)));
    // One step before: the code of this moment is for signing in later.
    String code = Authenticator.code(secret(), now().minusSeconds(30));
    STORY.put("in-force", ann.post("/account/second-factor/confirm", Map.of("code", code, "to", to)));
    STORY.put("explored", ann.get(STORY.get("in-force").header("Location")));
    ann.post("/o/acme/settings/second-factor", Map.of("required", "no"));
  }

  @AfterAll
  static void close() {
    site.close();
  }

  @Test
  void theFirstPersonMakesAnOrganisationAndIsLedToASecondFactor() {
    assertThat(STORY.get("welcome").body()).contains("You are the first person here.");
    assertThat(STORY.get("in").status()).isEqualTo(303);
    assertThat(STORY.get("empty").body()).contains("There is no organisation for you yet.", "make one below");
    assertThat(STORY.get("made").header("Location")).isEqualTo("/o/acme");
    assertThat(STORY.get("turned").header("Location"))
        .isEqualTo("/account/second-factor?for=acme&to=%2Fo%2Facme%2Fexplore%3Fmetric%3DBilledCost");
    assertThat(STORY.get("asked").body()).contains("acme lets nobody in by a password alone.");
    assertThat(STORY.get("wrong-password").status()).isEqualTo(400);
    assertThat(STORY.get("wrong-password").body()).contains("That is not the password in force.");
    assertThat(STORY.get("shown").body()).contains("<svg class=\"qr\"", "M4,4h1v1h-1z").containsPattern("id=\"secret\">[A-Z2-7]{32}<");
    assertThat(STORY.get("shown").body().lines().filter(l -> l.matches(".*([a-z2-7]{4}-){5}[a-z2-7]{4}")).count()).isEqualTo(10);
    assertThat(STORY.get("wrong-code").status()).isEqualTo(400);
    assertThat(STORY.get("wrong-code").body()).contains("That is not the code of this moment.", "were shown once").doesNotContain(secret());
    assertThat(STORY.get("in-force").header("Location")).isEqualTo("/o/acme/explore?metric=BilledCost");
    assertThat(STORY.get("explored").status()).as("the session goes on").isEqualTo(200);
  }

  @Test
  void whoHasASecondFactorSignsInByACodeThatCountsOnce() {
    Browser phone = Browser.stranger(site);
    Shown asked = phone.post("/sign-in", Map.of("email", "ann@acme.example", "password", Site.PASSWORD, "to", "/o/acme/people"));
    String code = Authenticator.code(secret(), now());
    Shown in = phone.post("/sign-in/code", Map.of("pending", asked.hidden("pending"), "code", code, "to", asked.hidden("to")));

    assertThat(in.header("Location")).isEqualTo("/o/acme/people");
    assertThat(phone.get("/account").body()).contains("in force");
    assertThat(Browser.stranger(site).post("/sign-in/code", Map.of("pending", asked.hidden("pending"), "code", code)).status()).isEqualTo(401);
  }

  @Test
  void somebodyWhoIsInvitedSeesAndDoesWhatHeWasGiven() {
    Shown made = ann.post("/o/acme/people", Map.of("email", "ben@acme.example", "name", "Ben", "role", "MEMBER", "access.*", "VIEWER"));
    String link = link(made);
    assertThat(made.body()).contains("Hand this link to ben@acme.example");
    assertThat(ann.get("/o/acme/people").body()).contains("ben@acme.example", "every connection: viewer", ">invited<").doesNotContain("welcome?token=");

    String member = "/o/acme/people/" + id(ann.get("/o/acme/people"), "Ben");
    String again = link(ann.post(member + "/invitation", Map.of()));
    Browser ben = Browser.stranger(site);
    assertThat(ben.get(link).status()).as("the link before").isEqualTo(404);
    ben.get(again);
    assertThat(ben.post("/welcome", Map.of("token", again.replaceFirst(".*token=", ""), "password", "a heron and a kettle")).header("Location")).isEqualTo("/");
    assertThat(ben.get("/").header("Location")).as("his one organisation").isEqualTo("/o/acme");
    assertThat(ben.get("/o/acme").body()).contains("Ben").doesNotContain("API keys", "Settings", ">People<", "Accounts");

    for (String path : List.of("/o/acme/people", "/o/acme/keys", "/o/acme/settings", "/people", member)) {
      assertThat(ben.get(path).status()).as(path).isEqualTo(403);
    }
    assertThat(ben.post("/o/acme/people", Map.of("email", "eve@acme.example", "role", "OWNER")).status()).isEqualTo(403);
    assertThat(ben.post(member, Map.of("role", "OWNER")).status()).isEqualTo(403);
    assertThat(ben.post("/o/acme/keys", Map.of("name", "k", "scope.READ", "on")).status()).isEqualTo(403);
    assertThat(ben.post("/o/acme/settings/second-factor", Map.of("required", "no")).status()).isEqualTo(403);
    assertThat(ben.post("/people/x", Map.of("act", "reset")).status()).isEqualTo(403);
    assertThat(ben.post("/organisations", Map.of("name", "bens", "region", "westeurope", "plan", "CORE")).status()).isEqualTo(403);

    assertThat(ann.post(member + "/remove", Map.of()).status()).isEqualTo(303);
    assertThat(ben.get("/o/acme").status()).as("at once").isEqualTo(404);
  }

  @Test
  void theLastOwnerStays() {
    String member = "/o/acme/people/" + id(ann.get("/o/acme/people"), "Ann");

    Shown refused = ann.post(member + "/remove", Map.of());
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.body()).contains("ann@acme.example is the last owner of acme, which needs one.", "Make somebody else an owner first.");
    assertThat(ann.post(member, Map.of("role", "MEMBER", "access.*", "ADMIN")).status()).isEqualTo(403);
  }

  @Test
  void whatCannotBeIsToldInWords() {
    assertThat(ann.post("/o/acme/people", Map.of("email", "no address", "role", "MEMBER")).body()).contains("is no e-mail address.");
    assertThat(ann.post("/o/acme/people", Map.of("email", "a@b.example", "role", "KING")).body()).contains("is one of owner, member but was");
    assertThat(ann.post("/o/acme/keys", Map.of("name", "no scope")).body()).contains("A key without a scope opens nothing.");
    assertThat(ann.post("/o/acme/settings/shares", Map.of("portfolio", "none-such", "role", "VIEWER")).body()).contains("There is no portfolio none-such.");
    assertThat(ann.get("/o/acme/people/nobody").status()).isEqualTo(404);
  }

  @Test
  void aKeyIsShownOnceUsedAndRefusedOnceRevoked() {
    Shown made = ann.post("/o/acme/keys", Map.of("name", "nightly report", "scope.READ", "on", "days", "30"));
    Matcher secret = Pattern.compile("id=\"secret\">(plm_[a-z2-7]+)<").matcher(made.body());
    assertThat(secret.find()).isTrue();
    String key = secret.group(1);
    assertThat(ann.get("/o/acme/keys").body()).contains("nightly report", key.substring(0, 12), ">never<").doesNotContain(key);

    Site.Guest program = new Site.Guest("program", null, null, key);
    assertThat(site.ask(program, "GET", "/api/v1/organisations/acme/connections", null).status()).isEqualTo(200);
    assertThat(ann.get("/o/acme/keys").body()).as("used last").doesNotContain(">never<");
    assertThat(site.ask(program, "GET", "/api/v1/organisations/acme/members", null).status()).as("beyond its scope").isEqualTo(403);

    assertThat(ann.post("/o/acme/keys/" + key.substring(0, 12) + "/revoke", Map.of()).status()).isEqualTo(303);
    assertThat(site.ask(program, "GET", "/api/v1/organisations/acme/connections", null).status()).isEqualTo(401);
    assertThat(ann.get("/o/acme/keys").body()).contains(">revoked<");
  }

  @Test
  void whoRunsTheHostHelpsWhoIsLockedOutAndClosesAccounts() {
    OneTimeToken token = site.host.plimsoll().people().invite("cleo@acme.example", "Cleo", false, Site.OPERATOR);
    Browser cleo = Browser.stranger(site);
    cleo.post("/welcome", Map.of("token", token.token(), "password", "a heron and a kettle"));
    Matcher row = Pattern.compile("cleo@acme\\.example.*?action=\"(/people/[a-z2-7]+)\"", Pattern.DOTALL).matcher(ann.get("/people").body());
    assertThat(row.find()).isTrue();

    String reset = link(ann.post(row.group(1), Map.of("act", "reset")));
    assertThat(Browser.stranger(site).get(reset).body()).contains("Choose another password", "cleo@acme.example");
    assertThat(cleo.get("/account").status()).isEqualTo(200);
    ann.post(row.group(1), Map.of("act", "close"));
    assertThat(cleo.get("/account").status()).as("ended at once").isEqualTo(303);
    assertThat(cleo.post("/sign-in", Map.of("email", "cleo@acme.example", "password", "a heron and a kettle")).status()).isEqualTo(401);
    ann.post(row.group(1), Map.of("act", "open"));
    assertThat(cleo.post("/sign-in", Map.of("email", "cleo@acme.example", "password", "a heron and a kettle")).status()).isEqualTo(303);
    assertThat(ann.post(row.group(1).replaceFirst("[^/]+$", "nobody"), Map.of("act", "close")).status()).isEqualTo(404);
  }

  @Test
  void aPasswordIsChangedByWhoKnowsTheOneBeforeAndOtherSessionsEnd() {
    OneTimeToken token = site.host.plimsoll().people().invite("dora@acme.example", "Dora", false, Site.OPERATOR);
    Browser here = Browser.stranger(site);
    here.post("/welcome", Map.of("token", token.token(), "password", "a heron and a kettle"));
    Browser there = Browser.stranger(site);
    there.post("/sign-in", Map.of("email", "dora@acme.example", "password", "a heron and a kettle"));
    here.get("/account");

    assertThat(here.post("/account/password", Map.of("current", "wrong", "chosen", "two kettles and a heron")).body()).contains("That is not the password in force.");
    assertThat(here.post("/account/password", Map.of("current", "a heron and a kettle", "chosen", "short")).body()).contains("12");
    assertThat(here.post("/account/password", Map.of("current", "a heron and a kettle", "chosen", "two kettles and a heron")).header("Location")).isEqualTo("/account?password");
    assertThat(here.get("/account?password").body()).contains("The password is changed");
    assertThat(there.get("/account").status()).as("the other session").isEqualTo(303);

    there.post("/sign-in", Map.of("email", "dora@acme.example", "password", "two kettles and a heron"));
    Matcher other = Pattern.compile("action=\"(/account/sessions/[a-z2-7]+)\"").matcher(here.get("/account").body());
    assertThat(other.find()).isTrue();
    assertThat(here.get("/account").body()).contains(">this one<", "127.0.0.1", "End all others");
    assertThat(here.post(other.group(1), Map.of()).header("Location")).isEqualTo("/account?ended");
    assertThat(there.get("/account").status()).as("the one that was ended").isEqualTo(303);
    there.post("/sign-in", Map.of("email", "dora@acme.example", "password", "two kettles and a heron"));
    assertThat(here.post("/account/sessions/others", Map.of()).header("Location")).isEqualTo("/account?alone");
    assertThat(here.get("/account?alone").body()).contains("Every other session has ended.").doesNotContain("End all others");
    assertThat(there.get("/account").status()).as("all others").isEqualTo(303);

    assertThat(here.post("/account/sessions", Map.of()).header("Location")).isEqualTo("/sign-in?out");
    assertThat(here.get("/account").status()).isEqualTo(303);
  }

  @Test
  void whoRunsTheHostConnectsAnExportAndSeesWhetherTheAccessIsEnough(@TempDir Path exports) {
    assertThat(ann.get("/o/acme/connections").body()).contains("There is no connection yet.", "Connect an export");
    Map<String, String> form = new LinkedHashMap<>();
    form.put("name", "Azure!");
    form.put("store", exports.toString());
    form.put("layout", "LOOSE");
    form.put("secret", "hunter2-hunter2");
    form.put("settings", "focus.version=1.0");
    Shown refused = ann.post("/o/acme/connections", form);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body()).contains("role=\"alert\"", "value=\"Azure!\"", ">focus.version=1.0</textarea>").doesNotContain("hunter2");
    form.put("name", "loose");
    form.put("settings", "focus.version");
    assertThat(ann.post("/o/acme/connections", form).body()).contains("A line of 'settings' is NAME=VALUE but was 'focus.version'.");
    form.put("settings", "focus.version=1.0");
    form.put("store", "exports");
    assertThat(ann.post("/o/acme/connections", form).body()).contains("The store is a folder such as /data/exports or an address");
    form.put("store", exports.toString());
    form.remove("secret");
    form.put("expires", "2027-03-31");
    assertThat(ann.post("/o/acme/connections", form).body()).contains("A secret that ends on 2027-03-31 is missing.");
    form.remove("expires");

    Shown made = ann.post("/o/acme/connections", form);

    assertThat(made.status()).as(made.body()).isEqualTo(200);
    assertThat(made.body()).contains("loose is connected.", "What the credential of loose may do", "<dt>focus.version</dt>");
    assertThat(ann.post("/o/acme/connections/loose/access-check", Map.of()).body()).contains("What the credential of loose may do");
    assertThat(ann.post("/o/acme/connections/none/access-check", Map.of()).status()).isEqualTo(422);
  }

  @Test
  void whoRunsTheHostMakesPortfoliosAndSaysWhoIsInThem() {
    assertThat(ann.get("/portfolios").body()).contains("Make a portfolio");
    assertThat(ann.post("/portfolios", Map.of("name", "No!")).body()).contains("'No!' cannot name a portfolio.");
    assertThat(ann.post("/portfolios", Map.of("name", "managed")).header("Location")).isEqualTo("/portfolios");
    assertThat(ann.post("/portfolios/managed/people", Map.of("email", "nobody@acme.example")).body()).contains("Nobody has the address nobody@acme.example.");
    assertThat(ann.post("/portfolios/managed/people", Map.of("email", "ann@acme.example")).status()).isEqualTo(303);
    Matcher out = Pattern.compile("action=\"(/portfolios/managed/people/[a-z2-7]+/removal)\"").matcher(ann.get("/portfolios").body());
    assertThat(out.find()).isTrue();
    assertThat(ann.post(out.group(1), Map.of()).status()).isEqualTo(303);
    assertThat(ann.get("/portfolios").body()).contains("Nobody is in it yet.");
    assertThat(ann.post("/portfolios/managed/removal", Map.of()).status()).isEqualTo(303);
    assertThat(ann.get("/portfolios").body()).doesNotContain("managed");
  }

  @Test
  void theWayInIsOfferedOnceThereIsSingleSignOn() {
    assertThat(ann.get("/o/acme/people").body()).doesNotContain("single sign-on alone");
    Shown refused = ann.post("/o/acme/people", Map.of("email", "sam@acme.example", "role", "MEMBER", "way", "SSO"));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.body()).contains("single sign-on");
  }

  @Test
  void thePortfolioComesAPageAtATime() {
    site.host.plimsoll().people().portfolios().create("msp", Site.OPERATOR);
    site.host.plimsoll().people().portfolios().add("msp", "ann@acme.example", Site.OPERATOR);
    site.host.organisation("zebra").members().share("msp", AccessRole.VIEWER);

    assertThat(ann.get("/organisations").body()).contains("/o/acme", "/o/zebra", "owner", ">msp<", "nothing collected yet");
    Shown behind = ann.get("/organisations?after=acme");
    assertThat(behind.body()).contains("/o/zebra", "From the beginning").doesNotContain("/o/acme\"");
    assertThat(ann.get("/organisations?after=zebra").body()).contains("There is no organisation behind the last one");
    assertThat(ann.get("/o/zebra/people").status()).as("shared is not owned").isEqualTo(403);
  }

  private static String secret() {
    Matcher secret = Pattern.compile("id=\"secret\">([A-Z2-7]+)<").matcher(STORY.get("shown").body());
    if (!secret.find()) {
      throw new AssertionError(STORY.get("shown").body());
    }
    return secret.group(1);
  }

  private static Instant now() {
    return site.host.plimsoll().clock().instant();
  }

  private static String link(Shown page) {
    Matcher link = Pattern.compile("id=\"link\">(http://[^<]+)<").matcher(page.body());
    if (!link.find()) {
      throw new AssertionError(page.body());
    }
    return link.group(1);
  }

  private static String id(Shown people, String name) {
    Matcher id = Pattern.compile("/o/acme/people/([a-z2-7]+)\" aria-label=\"Change " + name + "\"").matcher(people.body());
    if (!id.find()) {
      throw new AssertionError(people.body());
    }
    return id.group(1);
  }
}
