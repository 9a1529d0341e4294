package io.plimsoll.host.secret;

import java.util.Optional;

/** Where the secrets of connections come from. Thread-safe. */
public interface ConnectionSecrets {
  /** Of places that need no connection. */
  ConnectionSecrets NONE = of(Optional.empty());

  /** How a connection's credential stands now. */
  Standing standing(String connection);

  /** Its secret, opened; empty when it has none. */
  Optional<String> open(String connection);

  /** A secret that is only tried, whatever the connection's name. */
  static ConnectionSecrets of(Optional<String> secret) {
    return new ConnectionSecrets() {
      @Override
      public Standing standing(String connection) {
        return Standing.NOTHING;
      }

      @Override
      public Optional<String> open(String connection) {
        return secret;
      }
    };
  }

  /** How connections stand as these say, and no secret of theirs. */
  static ConnectionSecrets withoutSecret(ConnectionSecrets of) {
    return new ConnectionSecrets() {
      @Override
      public Standing standing(String connection) {
        return of.standing(connection);
      }

      @Override
      public Optional<String> open(String connection) {
        return Optional.empty();
      }
    };
  }
}
