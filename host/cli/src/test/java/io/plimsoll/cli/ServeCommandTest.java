package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServeCommandTest {
  private final Desk desk = new Desk();

  @Test
  void itSaysWhereTheConsoleIsAndHowToComeIn() {
    desk.stop.stop();

    assertThat(desk.type("serve")).isZero();

    assertThat(desk.out)
        .isEqualTo("Plimsoll is at http://127.0.0.1:4711/\nMake the first account, which runs this host, by http://127.0.0.1:4711/welcome?token=t\n");
    assertThat(desk.host.acts).containsExactly("serve 127.0.0.1 8080 / Plimsoll", "server closed");
  }

  @Test
  void placeAndBrandAreGivenOn() {
    desk.stop.stop();

    assertThat(desk.type("serve --host 0.0.0.0 --port 0 --base-path /costs/ --name Acme --accent #0b5cad")).isZero();

    assertThat(desk.host.acts).contains("serve 0.0.0.0 0 /costs Acme");
    assertThat(desk.host.scheduled).as("it collects as long as it is up").isTrue();
  }

  @Test
  void whatNoServerCouldUseIsToldInWords() {
    assertThat(desk.type("serve --base-path costs")).isEqualTo(2);
    assertThat(desk.err).contains("The base path is / or segments such as /costs but was 'costs'.");

    assertThat(desk.type("serve --port 70000")).isEqualTo(2);
    assertThat(desk.err).contains("A port is a number from 0 to 65535 but was 70000.");

    assertThat(desk.type("serve --accent red")).isEqualTo(2);
    assertThat(desk.err).contains("A colour is # and six hexadecimal digits but was red.");

    assertThat(desk.type("serve --logo /tmp/logo.gif")).isEqualTo(2);
    assertThat(desk.err).contains("The logo is an .svg or .png file but was /tmp/logo.gif.");
    assertThat(desk.host.acts).isEmpty();
  }
}
