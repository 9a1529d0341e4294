package io.plimsoll.host.identity;

import io.plimsoll.api.identity.Person;
import org.jspecify.annotations.Nullable;

/**
 * A person with what proves who he is.
 *
 * @param epoch sessions of another epoch do not hold
 * @param password its hash; {@code null} before one was chosen
 * @param totp the sealed secret of the second factor; {@code null} when there is none
 * @param pending one that was set up and not confirmed
 * @param step the step of the second factor used last
 */
record Account(
    Person person, int epoch, @Nullable String password, @Nullable String totp, @Nullable String pending, long step) {

  String id() {
    return person.id();
  }

  boolean disabled() {
    return person.state() == Person.State.DISABLED;
  }

  /** The same as one who does not run the host. */
  Account withoutHost() {
    Person plain =
        new Person(
            person.id(), person.email(), person.name(), person.state(), person.secondFactor(), false, person.createdAt(),
            person.lastSignIn());
    return new Account(plain, epoch, password, totp, pending, step);
  }

  boolean active() {
    return person.state() == Person.State.ACTIVE;
  }
}
