package io.plimsoll.cli;

import io.plimsoll.api.credential.CredentialStatus;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a credential stands.
 *
 * @param act what was done just now
 */
record CredentialView(String act, CredentialStatus status) implements View {
  @Override
  public void page(Page page) {
    String name = "The credential of " + status.connection() + " (" + status.credential() + ")";
    page.sentence(
        "",
        switch (status.state()) {
          case NO_SECRET -> name + " has no secret here.";
          case SEALED -> name + (act.equals("rotate") ? " was replaced" : " is sealed") + ", its secret number " + status.version()
              + changed() + ".";
          case EXPIRED -> name + " has ended.";
          case REVOKED -> name + " was revoked" + changed() + ": nothing is read with it.";
        });
    page.sentence("", status.expiresAt() == null ? "Nobody said when it ends; say so with --expires when it is next replaced."
        : "It ends at " + Figures.time(status.expiresAt()) + ".");
    if (!status.warning().isEmpty()) {
      page.sentence("", status.warning());
    }
  }

  private String changed() {
    return status.changedAt() == null ? "" : " since " + Figures.time(status.changedAt());
  }

  @Override
  public Map<String, @Nullable Object> json() {
    return Exact.object(
        "connection", status.connection(),
        "credential", status.credential(),
        "state", status.state(),
        "version", status.version(),
        "changedAt", status.changedAt(),
        "expiresAt", status.expiresAt(),
        "warning", status.warning());
  }

  @Override
  public Grid grid() {
    return Grid.of("connection", "credential", "state", "version", "changedAt", "expiresAt", "warning")
        .row(status.connection(), status.credential(), status.state(), status.version(), status.changedAt(),
            status.expiresAt(), status.warning());
  }
}
