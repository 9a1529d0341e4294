package io.plimsoll.host.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.bundle.BundleLock;
import io.plimsoll.api.bundle.BundleStatus;
import io.plimsoll.api.bundle.LockedBundle;
import io.plimsoll.host.key.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorLockTest {
  private static final BundleStatus CSV = jar("csv.jar", "aa11", BundleStatus.State.ACTIVE);
  private static final BundleStatus PARQUET = jar("parquet.jar", "bb22", BundleStatus.State.ACTIVE);
  private static final BundleStatus BROKEN = jar("broken.jar", "cc33", BundleStatus.State.REJECTED);

  @TempDir Path home;
  private OperatorLock lock;
  private Path file;

  @BeforeEach
  void lockTwoJars() {
    file = home.resolve("plugins.lock");
    lock = new OperatorLock(file, home.resolve("keys/operator.pub"));
  }

  private static BundleStatus jar(String name, String digest, BundleStatus.State state) {
    return new BundleStatus(name, "/drop", "com.example." + name, "1.0.0", digest, state, List.of());
  }

  private BundleLock write() {
    return lock.write(List.of(CSV, PARQUET), SigningKey.ofOperator(home));
  }

  @Test
  void itListsTheJarsInUseAndLeavesOutTheRejected() throws Exception {
    // when
    BundleLock written = lock.write(List.of(CSV, BROKEN), SigningKey.ofOperator(home));

    // then
    assertThat(Files.readAllLines(file))
        .hasSize(2)
        .first()
        .isEqualTo("{\"file\":\"csv.jar\",\"name\":\"com.example.csv.jar\",\"version\":\"1.0.0\",\"sha256\":\"aa11\"}");
    assertThat(written.holds()).isFalse();
    assertThat(written.bundles())
        .extracting(LockedBundle::file, LockedBundle::state)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("broken.jar", LockedBundle.State.UNLISTED),
            org.assertj.core.groups.Tuple.tuple("csv.jar", LockedBundle.State.LOCKED));
  }

  @Test
  void theKeyThatIsMadeIsItsOwnersAlone() throws Exception {
    write();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("keys/operator.key"))))
        .isEqualTo("rw-------");
    assertThat(Files.readString(home.resolve("keys/operator.pub")).strip())
        .isEqualTo(SigningKey.ofOperator(home).publicKey());
  }

  @Test
  void everyDifferenceIsTold() {
    // given
    write();

    // when
    BundleLock compared =
        lock.compare(List.of(jar("csv.jar", "ffff", BundleStatus.State.ACTIVE), jar("new.jar", "dd44", BundleStatus.State.ACTIVE)));

    // then
    assertThat(compared.holds()).isFalse();
    assertThat(compared.bundles())
        .extracting(b -> b.file() + " " + b.state() + " " + b.problem())
        .containsExactly(
            "csv.jar CHANGED its bytes are not those that were locked under its name: their SHA-256 is ffff",
            "new.jar UNLISTED it is not listed in the lock of bundles",
            "parquet.jar MISSING no folder of bundles has it");
  }

  @Test
  void aJarUnderAnotherNameIsStillTheSame() {
    write();

    assertThat(lock.compare(List.of(jar("renamed.jar", "aa11", BundleStatus.State.ACTIVE), PARQUET)).holds()).isTrue();
  }

  @Test
  void noByteOfALockCanChange() throws Exception {
    // given
    write();
    byte[] whole = Files.readAllBytes(file);

    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 1;
      Files.write(file, changed);

      // then
      assertThatThrownBy(() -> lock.compare(List.of(CSV, PARQUET)))
          .as("byte " + at)
          .isInstanceOf(PlimsollException.class)
          .hasMessage("The lock " + file + " is not as the operator signed it.");
    }
    Files.write(file, whole);
    assertThat(lock.compare(List.of(CSV, PARQUET)).holds()).isTrue();
  }

  @Test
  void aLockSignedByAnybodyElseDoesNotCount() throws Exception {
    // given
    Path other = Files.createDirectory(home.resolve("other"));
    new OperatorLock(file, other.resolve("keys/operator.pub")).write(List.of(CSV), SigningKey.ofOperator(other));
    Files.createDirectories(home.resolve("keys"));
    Files.writeString(home.resolve("keys/operator.pub"), SigningKey.ofOperator(home).publicKey());

    // when
    PlimsollException e = catchThrowableOfType(PlimsollException.class, () -> lock.compare(List.of(CSV)));

    // then
    assertThat(e.code()).isEqualTo(ErrorCode.REFUSED);
    assertThat(e).hasMessage("The lock " + file + " is not as the operator signed it.");
  }

  @Test
  void anotherKeyIsNotTrustedJustBecauseItSigns() throws Exception {
    // given
    write();
    Path other = Files.createDirectory(home.resolve("other"));

    // when
    PlimsollException e =
        catchThrowableOfType(
            PlimsollException.class, () -> lock.write(List.of(CSV), SigningKey.ofOperator(other)));

    // then
    assertThat(e).hasMessage("The key to sign with is not the one whose public half is " + home.resolve("keys/operator.pub") + ".");
    assertThat(lock.compare(List.of(CSV, PARQUET)).holds()).isTrue();
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThatThrownBy(() -> lock.compare(List.of()))
        .hasMessage("There is no public key " + home.resolve("keys/operator.pub") + " to check the lock with.");
    assertThatThrownBy(() -> SigningKey.in(home.resolve("nokey"))).hasMessage("There is no key " + home.resolve("nokey") + ".");
    write();
    assertThatThrownBy(
            () -> new OperatorLock(home.resolve("nolock"), home.resolve("keys/operator.pub")).compare(List.of()))
        .hasMessage("There is no lock " + home.resolve("nolock") + ".");
  }

  @Test
  void theGateFollowsTheLockAndShutsWhenItIsNotAsSigned() throws Exception {
    // given
    write();
    LockGate gate = new LockGate(lock);
    Object before = gate.state();
    assertThat(gate.refusals("csv.jar", "aa11")).isEmpty();
    assertThat(gate.refusals("new.jar", "dd44")).containsExactly("it is not listed in the lock of bundles");

    // when the operator locks the new jar, too
    lock.write(List.of(CSV, jar("new.jar", "dd44", BundleStatus.State.ACTIVE)), SigningKey.ofOperator(home));

    // then
    assertThat(gate.state()).isNotEqualTo(before);
    assertThat(gate.refusals("new.jar", "dd44")).isEmpty();
    assertThat(gate.refusals("parquet.jar", "bb22")).containsExactly("it is not listed in the lock of bundles");

    // when somebody else adds a line
    Files.writeString(file, "{\"file\":\"evil.jar\",\"sha256\":\"ee\"}\n" + Files.readString(file));

    // then
    assertThat(gate.refusals("csv.jar", "aa11"))
        .containsExactly(
            "nothing new may run, because the lock of bundles does not count: The lock " + file
                + " is not as the operator signed it.");
  }
}
