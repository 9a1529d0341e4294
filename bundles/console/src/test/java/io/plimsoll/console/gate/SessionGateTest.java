package io.plimsoll.console.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whom a request is taken to come from: what a proxy on this machine says is believed, and nobody else. */
class SessionGateTest {
  private static final Map<String, String> FORWARDED =
      Map.of("X-Forwarded-For", "6.6.6.6, 198.51.100.4", "X-Forwarded-Proto", "https", "User-Agent", "browser");

  @Test
  void aProxyOfThisMachineSaysForWhomItAsks() {
    Context request = request("127.0.0.1", FORWARDED);

    assertThat(SessionGate.from(request).address()).as("what the proxy saw itself").isEqualTo("198.51.100.4");
    assertThat(SessionGate.scheme(request)).isEqualTo("https");
  }

  @Test
  void whoAsksHimselfCannotSayThatHeIsSomebodyElse() {
    Context request = request("203.0.113.7", FORWARDED);

    assertThat(SessionGate.from(request).address()).isEqualTo("203.0.113.7");
    assertThat(SessionGate.scheme(request)).isEqualTo("http");
  }

  @Test
  void whatIsNoAddressIsNotTakenForOne() {
    Context request = request("127.0.0.1", Map.of("X-Forwarded-For", "1.2.3.4, <script>", "User-Agent", "b".repeat(500)));

    assertThat(SessionGate.from(request).address()).isEqualTo("127.0.0.1");
    assertThat(SessionGate.from(request).agent()).hasSize(200);
  }

  /** A request from an address that no test can send from. */
  private static Context request(String address, Map<String, String> headers) {
    HttpServletRequest servlet =
        (HttpServletRequest)
            Proxy.newProxyInstance(
                HttpServletRequest.class.getClassLoader(), new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> only(method.getName(), Map.of("getRemoteAddr", address)));
    return (Context)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(), new Class<?>[] {Context.class},
            (proxy, method, arguments) ->
                method.getName().equals("header")
                    ? headers.get((String) arguments[0])
                    : only(method.getName(), Map.of("req", servlet, "scheme", "http")));
  }

  private static @Nullable Object only(String method, Map<String, Object> answers) {
    if (!answers.containsKey(method)) {
      throw new AssertionError(method + " was not expected");
    }
    return answers.get(method);
  }
}
