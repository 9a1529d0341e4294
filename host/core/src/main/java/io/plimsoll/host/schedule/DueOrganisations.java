package io.plimsoll.host.schedule;

import io.plimsoll.host.state.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Which organisations are due, and which host has which, in the control plane that all hosts share. A host that is
 * killed has its leases no longer than their time. Thread-safe.
 */
public final class DueOrganisations {
  private final Database control;
  private final String holder;
  private final Duration time;
  private final Clock clock;

  /**
   * @param holder this host, unlike any other
   * @param time how long a lease holds without being renewed
   */
  public DueOrganisations(Database control, String holder, Duration time, Clock clock) {
    this.control = control;
    this.holder = holder;
    this.time = time;
    this.clock = clock;
  }

  /** Sees to it that an organisation is looked at by then at the latest. */
  public void dueBy(String organisation, Instant at) {
    String due = text(at);
    control.write(
        h -> h.execute("update schedule set due_at = ? where organisation = ? and due_at > ?", due, organisation, due));
  }

  /** A page of those that are due and nobody has, the longest due first. */
  List<String> due(int limit) {
    String now = text(clock.instant());
    return control.read(
        h ->
            h.createQuery(
                    "select organisation from schedule where due_at <= :now and (held_until is null or held_until <= :now)"
                        + " order by due_at, organisation limit :limit")
                .bind("now", now)
                .bind("limit", limit)
                .mapTo(String.class)
                .list());
  }

  /** Takes an organisation that is still due; empty when another host was quicker. */
  Optional<Lease> claim(String organisation) {
    String now = text(clock.instant());
    AtomicReference<Optional<Lease>> taken = new AtomicReference<>(Optional.empty());
    control.write(
        h -> {
          int claimed =
              h.execute(
                  "update schedule set holder = ?, epoch = epoch + 1, held_until = ?"
                      + " where organisation = ? and due_at <= ? and (held_until is null or held_until <= ?)",
                  holder, text(clock.instant().plus(time)), organisation, now, now);
          if (claimed == 1) {
            taken.set(
                h.createQuery("select epoch from schedule where organisation = :organisation")
                    .bind("organisation", organisation)
                    .mapTo(Long.class)
                    .findOne()
                    .map(epoch -> new Lease(organisation, epoch)));
          }
        });
    return taken.get();
  }

  /** Holds on to a lease; answers whether it was still this host's. */
  boolean renew(Lease lease) {
    return update(lease, "held_until = ?", text(clock.instant().plus(time)));
  }

  /** Ends a lease whose work is done. */
  void settle(Lease lease, Instant next) {
    update(lease, "holder = null, held_until = null, due_at = ?", text(next));
  }

  /** Ends a lease whose work is not done, so that another host may begin at once. */
  void release(Lease lease) {
    update(lease, "held_until = ?", text(clock.instant()));
  }

  private boolean update(Lease lease, String change, String value) {
    AtomicReference<Boolean> mine = new AtomicReference<>(false);
    control.write(
        h ->
            mine.set(
                h.execute(
                        "update schedule set " + change + " where organisation = ? and epoch = ? and holder = ?",
                        value, lease.organisation(), lease.epoch(), holder)
                    == 1));
    return mine.get();
  }

  /** Of one length, so that the order of the texts is the order in time. */
  private static String text(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
