package io.plimsoll.host.notice;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.notice.Delivery;
import io.plimsoll.api.notice.DeliveryRecord;
import io.plimsoll.api.notice.Notice;
import io.plimsoll.api.notice.NoticeChannel;
import io.plimsoll.api.notice.Notifier;
import io.plimsoll.api.notice.OpenChannel;
import io.plimsoll.api.plugin.PluginSettings;
import io.plimsoll.api.plugin.SecretSource;
import io.plimsoll.api.region.Workspace;
import io.plimsoll.host.audit.AuditTrail;
import io.plimsoll.host.runtime.OrganisationPlugins;
import io.plimsoll.host.state.NoticeState;
import io.plimsoll.host.state.NoticeState.Pending;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what is in an organisation's outbox to its channels, one after the other. What was sent and not yet noted when
 * the host died is sent once more, with the same id. Thread-safe: of several processes and threads, one sends.
 */
public final class NoticeDesk {
  private static final Logger LOG = LoggerFactory.getLogger(NoticeDesk.class);
  private static final Caller SENDER = Caller.system("plimsoll-notices");
  private static final int BATCH = 50;
  private static final int LONGEST_DETAIL = 300;

  private final NoticeState state;
  private final OrganisationPlugins plugins;
  private final SecretSource secrets;
  private final AuditTrail audit;
  private final Supplier<Optional<Workspace.Lock>> lock;
  private final Clock clock;

  /**
   * @param lock that of sending; empty while somebody else sends
   */
  public NoticeDesk(
      NoticeState state,
      OrganisationPlugins plugins,
      SecretSource secrets,
      AuditTrail audit,
      Supplier<Optional<Workspace.Lock>> lock,
      Clock clock) {
    this.state = state;
    this.plugins = plugins;
    this.secrets = secrets;
    this.audit = audit;
    this.lock = lock;
    this.clock = clock;
  }

  /**
   * Sends what is due.
   *
   * @param stop asked before each
   */
  public void sendDue(BooleanSupplier stop) {
    if (state.due(clock.instant(), 1).isEmpty()) {
      return;
    }
    try (Workspace.Lock held = lock.get().orElse(null)) {
      if (held == null) {
        return;
      }
      List<Pending> due = state.due(clock.instant(), BATCH);
      while (!due.isEmpty() && !stop.getAsBoolean()) {
        for (Pending pending : due) {
          if (stop.getAsBoolean()) {
            return;
          }
          send(pending, SENDER);
        }
        due = state.due(clock.instant(), BATCH);
      }
    }
  }

  /** Sends one thing now and notes what came of it. */
  public Delivery send(Pending pending, Caller caller) {
    Delivery delivery = recorded(pending, caller);
    Instant now = clock.instant();
    Optional<Duration> wait =
        pending.rule().isEmpty() ? Optional.empty() : Backoff.after(pending.attempts() + 1, delivery.retryAfter());
    DeliveryRecord.State reached =
        switch (delivery.outcome()) {
          case DELIVERED -> DeliveryRecord.State.DELIVERED;
          case REFUSED -> DeliveryRecord.State.REFUSED;
          case UNAVAILABLE -> wait.isPresent() ? DeliveryRecord.State.PENDING : DeliveryRecord.State.GIVEN_UP;
        };
    state.tried(
        pending, reached, delivery, now, reached == DeliveryRecord.State.PENDING ? now.plus(wait.orElseThrow()) : null);
    return delivery;
  }

  /** What leaves the organisation is on record before it does; what cannot be recorded is not sent. */
  private Delivery recorded(Pending pending, Caller caller) {
    Map<String, String> details =
        Map.of("notice", pending.notice().id(), "event", pending.notice().event().name(), "rule", pending.rule());
    try {
      return audit.act(caller, "notice.sent", pending.channel(), details, () -> deliver(pending));
    } catch (PlimsollException e) {
      LOG.warn("notice {} was not sent to {}: {}", pending.notice().id(), pending.channel(), e.code());
      return Delivery.unavailable(cut(e.getMessage() == null ? e.code().name() : e.getMessage()), null);
    }
  }

  private Delivery deliver(Pending pending) {
    Optional<NoticeChannel> channel =
        state.channels().stream().filter(c -> c.name().equals(pending.channel())).findFirst();
    if (channel.isEmpty()) {
      return Delivery.refused("There is no channel " + pending.channel() + " any more.");
    }
    Secrets known = new Secrets(secrets);
    try (OpenChannel open = open(channel.get(), known)) {
      Notice notice =
          GrantedNotice.of(pending.notice(), plugins.granted(Notifier.class, channel.get().notifier()));
      Delivery delivery = open.deliver(notice, clock.instant());
      return new Delivery(delivery.outcome(), cut(known.clear(String.valueOf(delivery.detail()))), delivery.retryAfter());
    } catch (PlimsollException e) {
      String said = cut(known.clear(e.getMessage() + " " + e.advice()));
      return e.code() == ErrorCode.INVALID_REQUEST ? Delivery.refused(said) : Delivery.unavailable(said, null);
    } catch (RuntimeException e) {
      // What an embedder handed over as an object is called without a guard.
      return Delivery.unavailable(cut(known.clear("The notifier failed: " + e)), null);
    }
  }

  /**
   * Opens a channel and closes it again, so that its notifier checks the settings.
   *
   * @throws PlimsollException {@code INVALID_REQUEST} with every problem, {@code PLUGIN_MISSING} without the notifier
   */
  public void check(NoticeChannel channel) {
    Secrets known = new Secrets(secrets);
    try {
      open(channel, known).close();
    } catch (PlimsollException e) {
      throw new PlimsollException(e.code(), known.clear(String.valueOf(e.getMessage())), known.clear(e.advice()));
    }
  }

  private OpenChannel open(NoticeChannel channel, SecretSource known) {
    return plugins.find(Notifier.class, channel.notifier()).open(PluginSettings.of(channel.settings(), known));
  }

  private static String cut(String text) {
    String line = text.lines().findFirst().orElse("").strip();
    return line.length() > LONGEST_DETAIL ? line.substring(0, LONGEST_DETAIL) + "…" : line;
  }

  /** Remembers what it handed out, to take it out of what is said. */
  private static final class Secrets implements SecretSource {
    private static final int SHORTEST = 4;

    private final SecretSource source;
    private final List<String> told = new ArrayList<>();

    Secrets(SecretSource source) {
      this.source = source;
    }

    @Override
    public synchronized String secret(String reference) {
      String secret = source.secret(reference);
      told.add(secret);
      return secret;
    }

    synchronized String clear(String text) {
      String clear = text;
      for (String secret : told) {
        clear = secret.length() < SHORTEST ? clear : clear.replace(secret, "***");
      }
      return clear;
    }
  }
}
