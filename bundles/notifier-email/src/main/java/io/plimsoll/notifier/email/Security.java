package io.plimsoll.notifier.email;

/** How a mail server is spoken to. */
enum Security {
  /** In the clear first, then secured before anything is said; refused when the server cannot. */
  STARTTLS(587),
  /** Secured from the first byte. */
  TLS(465),
  /** In the clear: for a relay on the same machine or network, and never with a password. */
  NONE(25);

  private final int port;

  Security(int port) {
    this.port = port;
  }

  /** Where servers usually listen. */
  int port() {
    return port;
  }
}
