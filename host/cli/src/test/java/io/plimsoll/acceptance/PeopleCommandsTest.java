package io.plimsoll.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.cli.TypedCommands.Typed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands for people, members, keys and portfolios, typed as an operator types them. */
class PeopleCommandsTest {
  @TempDir Path folder;

  @Test
  void anOperatorSaysWhoGetsInAndWhatEachMayDo() throws Exception {
    List<Typed> typed =
        type(
            "org create acme --region westeurope",
            "connect acme --name azure --store " + Files.createDirectories(folder.resolve("azure")).toUri(),
            "connect acme --name archive --store " + Files.createDirectories(folder.resolve("archive")).toUri(),
            "user list",
            "user first",
            "user invite Ann@acme.example --name Ann --operator",
            "member list acme",
            "member invite acme ann@acme.example --owner",
            "member invite acme ben@acme.example --access azure=viewer",
            "member set acme ben@acme.example --access azure=editor --access archive=admin",
            "member list acme",
            "member second-factor acme",
            "member second-factor acme optional",
            "member second-factor acme",
            "member second-factor acme required",
            "member second-factor acme sometimes",
            "member set acme ben@acme.example --access azure=king",
            "member remove acme ann@acme.example",
            "member set acme ann@acme.example",
            "member remove acme ben@acme.example",
            "user disable ben@acme.example",
            "user enable ben@acme.example",
            "user reset ben@acme.example",
            "user remove ben@acme.example",
            "user reset ben@acme.example",
            "user list");

    Said said = new Said(typed);
    said.fine("org create").fine("connect").fine("connect").fine("user list", "There is nobody yet. Begin with plimsoll user first.");
    said.fine("user first", "welcome", "become the first person of this host");
    said.fine("user invite", "Hand this token to ann@acme.example; it holds once and until");
    said.fine("member list", "Nobody is in acme. Try plimsoll member invite acme EMAIL --owner.");
    said.fine("member invite acme ann", "ann@acme.example", "owner");
    said.fine("member invite acme ben", "Hand this token to ben@acme.example", "azure=viewer");
    said.fine("member set", "archive=admin", "azure=editor");
    said.fine("member list", "ann@acme.example", "ben@acme.example", "archive=admin");
    said.fine("second-factor", "Nobody gets into acme without a second factor.");
    said.fine("second-factor acme optional", "A second factor is optional in acme.");
    said.fine("second-factor", "A second factor is optional in acme.");
    said.fine("second-factor acme required", "Nobody gets into acme without a second factor.");
    said.refused("second-factor acme sometimes", 2, "A second factor cannot be 'sometimes'.", "It is required or optional.");
    said.refused("azure=king", 2, "'king' is no role.", "none, viewer, editor, admin");
    said.refused("member remove acme ann", 4, "ann@acme.example", "owner");
    said.refused("member set acme ann", 4, "ann@acme.example", "owner");
    said.fine("member remove acme ben", "ben@acme.example is in acme no longer.");
    said.fine("user disable", "ben@acme.example gets in no longer.").fine("user enable", "ben@acme.example gets in again.");
    said.fine("user reset", "Hand this token to ben@acme.example").fine("user remove", "ben@acme.example is forgotten.");
    said.refused("user reset", 3, "ben@acme.example", "user list");
    said.fine("user list", "ann@acme.example").end();
    assertThat(typed.get(typed.size() - 1).out()).doesNotContain("ben@acme.example");
  }

  @Test
  void aKeyIsShownOnceAndAPortfolioSeesWhatIsSharedWithIt() throws Exception {
    List<Typed> typed =
        type(
            "org create acme --region westeurope",
            "member invite acme ann@acme.example --owner",
            "key list acme",
            "key create acme --for ann@acme.example --name report --scope read,collect --expires 2026-01-01 --format json",
            "key create acme --for ann@acme.example --name report --scope everything",
            "key create acme --for ann@acme.example --name report --scope read --expires 2025-01-01",
            "key create acme --for eve@acme.example --name report --scope read",
            "key list acme --format json",
            "key revoke acme plm_nobody00",
            "portfolio list",
            "portfolio create msp",
            "portfolio create MSP!",
            "user invite mia@msp.example",
            "portfolio add msp mia@msp.example",
            "member share acme msp viewer",
            "member share acme nobody viewer",
            "member shares acme",
            "portfolio list",
            "member share acme msp none",
            "member shares acme",
            "portfolio remove msp mia@msp.example",
            "portfolio delete msp",
            "portfolio list");

    Said said = new Said(typed);
    said.fine("org create").fine("member invite").fine("key list", "acme has no key.");
    JsonNode made = said.json("key create");
    String secret = made.path("secret").asText();
    String prefix = made.path("keys").path(0).path("prefix").asText();
    assertThat(secret).startsWith(prefix).hasSizeGreaterThan(prefix.length() + 20);
    assertThat(made.path("keys").path(0).path("expiresAt").asText()).isEqualTo("2026-01-01T00:00:00Z");
    said.refused("--scope everything", 2, "'everything' is no scope.", "read, collect, manage");
    said.refused("--expires 2025-01-01", 2, "", "");
    said.refused("eve@acme.example", 3, "eve@acme.example", "");
    assertThat(said.json("key list").toString()).contains(prefix).doesNotContain(secret);
    said.refused("key revoke", 3, "acme has no key of this prefix.", "plimsoll key list acme");
    said.fine("portfolio list").fine("portfolio create msp", "msp");
    said.refused("MSP!", 2, "MSP!", "");
    said.fine("user invite").fine("portfolio add", "mia@msp.example");
    said.fine("member share acme msp viewer", "msp", "viewer");
    said.refused("member share acme nobody", 3, "nobody", "");
    said.fine("member shares", "msp", "acme", "viewer").fine("portfolio list", "mia@msp.example");
    said.fine("share acme msp none").fine("member shares", "It is shared with no portfolio.");
    said.fine("portfolio remove").fine("portfolio delete", "Portfolio msp is ended.").fine("portfolio list").end();
  }

  @Test
  void anOperatorReplacesKeysAndSetsSingleSignOnUp() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "canary-secret-4711\n");
    List<Typed> typed =
        type(
            "encryption show",
            "encryption rotate --wrapping-key",
            "org create acme --region westeurope",
            "sso show acme",
            "member invite acme ann@acme.example --sign-in sso",
            "sso set acme entra-id --set tenant=common --set client-id=x",
            "sso set acme oidc --set issuer=http://login.example --set client-id=x",
            "sso set acme oidc --set issuer=https://127.0.0.1:9 --set client-id=x --secret-from file:" + secret,
            "sso set acme nothing --set a=b",
            "sso show acme --format json",
            "member invite acme ben@acme.example --sign-in telepathy",
            "user first",
            "encryption rotate --host",
            "encryption rotate acme",
            "encryption show --format json",
            "encryption rotate --wrapping-key",
            "encryption rotate",
            "encryption rotate nowhere",
            "encryption show");

    Said said = new Said(typed);
    said.fine("encryption show", "none yet");
    said.fine("encryption rotate --wrapping-key", "Nothing was sealed yet");
    said.fine("org create").fine("sso show", "acme has no single sign-on.");
    said.refused("member invite", 4, "acme has no single sign-on, so nobody would get in by it.", "plimsoll sso set acme");
    said.refused("sso set acme entra-id", 2, "tenant was 'common', which lets in people of any tenant", "");
    said.refused("sso set acme oidc", 2, "issuer was 'http://login.example', which is not https", "");
    said.refused("sso set acme oidc", 1, "it lies in a private network", "");
    said.refused("sso set acme nothing", 2, "There is no SignIn named nothing.", "");
    assertThat(said.json("sso show").get("provider").isNull()).as("nothing was changed").isTrue();
    said.refused("member invite", 2, "'telepathy' is no way to sign in.", "");
    said.fine("user first");
    said.fine("encryption rotate --host", "of the host sealed with a new data key.");
    said.fine("encryption rotate acme", "0 secrets of acme sealed with a new data key.");
    JsonNode before = said.json("encryption show");
    assertThat(before.get("dataKeys").asInt()).isEqualTo(2);
    said.fine("encryption rotate --wrapping-key", "2 data keys wrapped with wrapping-", "Nothing needs " + before.get("key").asText() + " any more; it is gone.");
    said.refused("encryption rotate", 2, "It is not said which key to replace", "");
    said.refused("encryption rotate nowhere", 3, "nowhere", "");
    said.fine("encryption show", "wrapped by an older key");
  }

  private List<Typed> type(String... lines) throws Exception {
    return new CommandLine(folder.resolve("run"), folder.resolve("home"), LocalDate.of(2025, 11, 20)).type(lines);
  }

  /** What was said, line for line. */
  private static final class Said {
    private final List<Typed> left;

    Said(List<Typed> typed) {
      left = new ArrayList<>(typed);
    }

    Said fine(String line, String... said) {
      Typed next = next(line);
      assertThat(next.code()).as("%s: %s", next.line(), next.err()).isZero();
      for (String part : said) {
        assertThat(next.out()).as(next.line()).contains(part);
      }
      return this;
    }

    JsonNode json(String line) throws Exception {
      Typed next = next(line);
      assertThat(next.code()).as("%s: %s", next.line(), next.err()).isZero();
      return new ObjectMapper().readTree(next.out());
    }

    void refused(String line, int code, String what, String advice) {
      Typed next = next(line);
      assertThat(next.err()).as(next.line()).contains(what).contains(advice);
      assertThat(next.err().strip().lines()).as(next.line()).hasSize(2);
      assertThat(next.code()).as("%s: %s", next.line(), next.err()).isEqualTo(code);
    }

    void end() {
      assertThat(left).isEmpty();
    }

    private Typed next(String line) {
      Typed next = left.remove(0);
      assertThat(next.line().replace('\t', ' ')).contains(line);
      return next;
    }
  }
}
