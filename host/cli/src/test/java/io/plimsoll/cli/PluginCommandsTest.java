package io.plimsoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.PluginStatus;
import io.plimsoll.api.bundle.BundleLock;
import io.plimsoll.api.bundle.BundleStatus;
import io.plimsoll.api.bundle.LockedBundle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PluginCommandsTest {
  private final Desk desk = new Desk();
  private final FakeOrganisation acme = desk.host.with("acme");

  private void aGoodAndABadJar() {
    desk.host.jars.add(
        new BundleStatus(
            "broken.jar", "/drop", "", "", "ff00", BundleStatus.State.REJECTED, List.of("it is empty", "it is old")));
    desk.host.jars.add(
        new BundleStatus(
            "csv.jar", "/drop", "com.example.csv", "1.2.0", "0123456789abcdef", BundleStatus.State.ACTIVE, List.of()));
    desk.host.plugins.add(
        new PluginStatus(
            "csv", "ExportReader", "1.2.0", "csv.jar", PluginStatus.State.ACTIVE, null, 1_234, 5,
            Duration.ofNanos(1_500_000), 2_000_000));
  }

  @Test
  void aJarThatWasRefusedSaysEveryReason() {
    aGoodAndABadJar();

    desk.type("plugins");

    assertThat(desk.out.lines())
        .containsExactly(
            "File        Version  State     SHA-256",
            "───────────────────────────────────────────",
            "broken.jar           rejected  ff00",
            "csv.jar     1.2.0    active    0123456789ab",
            "",
            "broken.jar is rejected:",
            "  - it is empty",
            "  - it is old",
            "",
            "Plug-in  Kind          Version  State   Calls  Failures  p95 ms  Memory",
            "───────────────────────────────────────────────────────────────────────",
            "csv      ExportReader  1.2.0    active  1,234         5     1.5  2.0 MB");
  }

  @Test
  void programsGetARowForEachJarAndEachPlugin() {
    aGoodAndABadJar();

    desk.type("plugins --format json");
    assertThat(desk.out.strip())
        .isEqualTo(
            "{\"jars\":[{\"file\":\"broken.jar\",\"folder\":\"/drop\",\"name\":\"\",\"version\":\"\",\"digest\":\"ff00\","
                + "\"state\":\"rejected\",\"reasons\":[\"it is empty\",\"it is old\"]},{\"file\":\"csv.jar\",\"folder\":"
                + "\"/drop\",\"name\":\"com.example.csv\",\"version\":\"1.2.0\",\"digest\":\"0123456789abcdef\",\"state\":"
                + "\"active\",\"reasons\":[]}],\"plugins\":[{\"plugin\":\"csv\",\"kind\":\"ExportReader\",\"version\":"
                + "\"1.2.0\",\"file\":\"csv.jar\",\"state\":\"active\",\"problem\":null,\"calls\":1234,\"failures\":5,"
                + "\"p95Millis\":1.5,\"memoryBytes\":2000000}]}");

    desk.type("plugins --format csv");
    assertThat(desk.out.lines())
        .containsExactly(
            "row,file,name,kind,version,digest,state,reasons,calls,failures,p95Millis,memoryBytes",
            "jar,broken.jar,\"\",,\"\",ff00,rejected,it is empty; it is old,,,,",
            "jar,csv.jar,com.example.csv,,1.2.0,0123456789abcdef,active,\"\",,,,",
            "plugin,csv.jar,csv,ExportReader,1.2.0,,active,,1234,5,1.5,2000000");
  }

  @Test
  void aLockThatHoldsEndsWithZeroAndOneThatDoesNotWithFive() {
    LockedBundle good = new LockedBundle("csv.jar", "csv", "1.2.0", "01", LockedBundle.State.LOCKED, "");
    desk.host.lock = new BundleLock(Path.of("/home/plugins.lock"), "PUB", List.of(good));

    assertThat(desk.type("plugins lock --key /keys/k")).isZero();
    assertThat(desk.out).contains("csv.jar  1.2.0    locked  01", "Every jar is as /home/plugins.lock lists it");

    LockedBundle bad =
        new LockedBundle("new.jar", "new", "1.0.0", "02", LockedBundle.State.UNLISTED, "it is not listed in the lock of bundles");
    desk.host.lock = new BundleLock(Path.of("/home/plugins.lock"), "PUB", List.of(good, bad));

    assertThat(desk.type("plugins verify")).isEqualTo(5);
    assertThat(desk.out).contains("new.jar: it is not listed in the lock of bundles.", "The jars are not as");
    assertThat(desk.host.acts).containsExactly("lock /keys/k", "verify");
    desk.type("plugins verify --format json");
    assertThat(desk.out).contains("{\"holds\":false,\"lock\":\"/home/plugins.lock\",\"publicKey\":\"PUB\"");
  }

  @Test
  void theLockIsRequiredOfEveryHostButTheOneThatWritesOrChecksIt() {
    desk.host.lock = new BundleLock(Path.of("/home/plugins.lock"), "PUB", List.of());

    desk.type("--require-lock plugins");
    assertThat(desk.host.requireLock).isTrue();
    desk.type("plugins lock --require-lock");
    assertThat(desk.host.requireLock).isFalse();
    desk.type("plugins");
    assertThat(desk.host.requireLock).isFalse();
  }

  @Test
  void anOrganisationIsPinnedAndLetGo() {
    assertThat(desk.type("plugins pin acme csv [1.2,2)")).isZero();
    assertThat(desk.out.lines().toList().get(2)).isEqualTo("csv      ExportReader  [1.2,2)");
    assertThat(desk.type("plugins pin acme --format json")).isZero();
    assertThat(desk.out.strip())
        .isEqualTo("{\"pins\":[{\"plugin\":\"csv\",\"kind\":\"ExportReader\",\"range\":\"[1.2,2)\"}]}");

    assertThat(desk.type("plugins pin acme csv --off")).isZero();
    assertThat(desk.out.strip()).isEqualTo("acme uses the newest version of every plug-in.");
    assertThat(acme.acts).containsExactly("pin csv [1.2,2)", "pin csv null");
  }

  @Test
  void aPinWithoutARangeIsAMistake() {
    assertThat(desk.type("plugins pin acme csv")).isEqualTo(2);
    assertThat(desk.err).contains("Name a range such as [1.2,2), or --off.");
    assertThat(desk.type("plugins pin acme csv [1,2) --off")).isEqualTo(2);
    assertThat(desk.err).contains("--off takes no range.");
    assertThat(acme.acts).isEmpty();
  }
}
