package io.plimsoll.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.region.OrganisationProfile.Plan;
import io.plimsoll.api.web.RunningServer;
import io.plimsoll.api.web.ServeOptions;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who comes into the console and who does not, and what everybody is told. */
class ConsoleDoorTest {
  @TempDir private static Path home;
  private static Plimsoll host;
  private static RunningServer server;

  @BeforeAll
  static void serve() {
    host = Hosts.start(home, LocalDate.of(2026, 3, 31));
    host.createOrganisation("acme", "westeurope", Plan.CONTROL, null, Hosts.ANN);
    server = host.serve(ServeOptions.local(), Hosts.ANN);
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  @Test
  void nobodySeesAPageWithoutASession() {
    Visit nobody = new Visit(server.address());

    for (String path : new String[] {"", "organisations", "organisations?after=a", "o/acme"}) {
      HttpResponse<String> answer = nobody.get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(303);
      assertThat(answer.headers().firstValue("Location").orElseThrow()).startsWith("/sign-in?to=%2F");
      assertThat(answer.body()).doesNotContain("acme");
    }
    HttpResponse<String> guessed = nobody.get("organisations", Map.of("Cookie", "__Host-plimsoll=guessed"));
    assertThat(guessed.statusCode()).isEqualTo(303);
    assertThat(nobody.get(guessed.headers().firstValue("Location").orElseThrow()).body()).contains("Your session has ended.");
  }

  @Test
  void theLinkMakesTheFirstPersonAndNobodyElse() {
    // Of servers of one host, the link of the one that started last counts.
    RunningServer latest = host.serve(ServeOptions.local(), Hosts.ANN);
    URI link = Objects.requireNonNull(latest.oneTimeLink());
    assertThat(new Visit(latest.address()).get(link.toString()).body()).contains("You are the first person here.");
    assertThat(new Visit(latest.address()).get(link.toString()).statusCode()).as("looking uses nothing up").isEqualTo(200);

    Visit first = new Visit(latest.address()).by(link);
    assertThat(first.get("organisations").body()).contains("acme");

    HttpResponse<String> second = new Visit(latest.address()).get(link.toString());
    assertThat(second.statusCode()).isEqualTo(404);
    assertThat(second.body()).contains("The link does not hold");
    try (RunningServer other = host.serve(ServeOptions.local(), Hosts.ANN)) {
      assertThat(other.oneTimeLink()).as("there is somebody").isNull();
    }

    HttpResponse<String> page = first.get("organisations");
    assertThat(first.post("sign-out", Map.of(), Map.of()).statusCode()).as("without the token of the form").isEqualTo(403);
    assertThat(first.post("sign-out", Map.of("csrf", Visit.csrf(page)), Map.of()).statusCode()).isEqualTo(303);
    assertThat(first.get("organisations").statusCode()).as("ended at once").isEqualTo(303);
    itIsMountedUnderAPath();
  }

  @Test
  void anotherSitesPageCanDoNothing() {
    Visit nobody = new Visit(server.address());

    assertThat(nobody.post("sign-in", Map.of("email", "a"), Map.of("Sec-Fetch-Site", "cross-site")).statusCode()).isEqualTo(403);
    assertThat(nobody.post("welcome", Map.of("token", "t"), Map.of("Sec-Fetch-Site", "none")).statusCode()).isEqualTo(403);
  }

  @Test
  void everyAnswerForbidsWhatAPageDoesNotNeed() {
    Visit nobody = new Visit(server.address());

    for (String path : new String[] {"", "healthz", "no-such-page", "sign-in", "metrics", "favicon.ico"}) {
      HttpResponse<String> answer = nobody.get(path);
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
          .as(path)
          .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).as(path).contains("nosniff");
      assertThat(answer.headers().firstValue("Referrer-Policy")).as(path).contains("no-referrer");
      assertThat(answer.headers().firstValue("Server")).as(path).isEmpty();
    }
  }

  @Test
  void whoWatchesLearnsHowItStandsAndNothingOfAnOrganisation() {
    Visit nobody = new Visit(server.address());

    assertThat(nobody.get("healthz").body()).isEqualTo("ok\n");
    assertThat(nobody.get("readyz").body()).isEqualTo("ready\n");
    nobody.get("organisations");
    assertThat(nobody.get("metrics").body())
        .contains("http_server_requests_seconds_count{method=\"GET\",route=\"/healthz\",status=\"200\"}", "jvm_memory_used_bytes", "plimsoll_plugin_calls{")
        .doesNotContain("acme");
  }

  /** As somebody who is there already. */
  private static void itIsMountedUnderAPath() {
    try (RunningServer below = host.serve(ServeOptions.local().basePath("/tools/costs"), Hosts.ANN)) {
      assertThat(below.address().getPath()).isEqualTo("/tools/costs/");
      Visit visit = new Visit(below.address()).signedIn();

      String page = visit.get("organisations").body();
      assertThat(page).contains("href=\"/tools/costs/", "acme").doesNotContain("href=\"/organisations", "src=\"/assets");
      assertThat(new Visit(URI.create("http://127.0.0.1:" + below.address().getPort() + "/")).get("organisations").statusCode())
          .isEqualTo(404);
    }
  }

  @Test
  void aPortThatIsTakenIsToldInWords() {
    assertThatThrownBy(() -> host.serve(ServeOptions.local().port(server.address().getPort()), Hosts.ANN))
        .isInstanceOfSatisfying(
            PlimsollException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
              assertThat(e).hasMessageContaining("cannot listen on 127.0.0.1:" + server.address().getPort());
              assertThat(e.advice()).contains("--port");
            });
  }

  @Test
  void aServerThatIsClosedAnswersNobodyAndLeavesNoThread() {
    RunningServer short1 = host.serve(ServeOptions.local(), Hosts.ANN);
    Visit visit = new Visit(short1.address());
    assertThat(visit.get("healthz").statusCode()).isEqualTo(200);
    long before = threads();

    short1.close();
    short1.close();

    try {
      visit.get("healthz");
      fail("it answers still");
    } catch (UncheckedIOException e) {
      assertThat(threads()).isLessThan(before);
    }
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().startsWith("plimsoll-console")).count();
  }
}
