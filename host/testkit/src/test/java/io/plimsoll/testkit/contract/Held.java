package io.plimsoll.testkit.contract;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Set;
import java.util.TreeSet;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Holds a contract against a plug-in, as an author's build does. */
final class Held {
  private Held() {}

  /** The tests of the contract that fail. */
  static Set<String> broken(Class<?> contract) {
    Set<String> failed = new TreeSet<>();
    EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(contract))
        .execute()
        .testEvents()
        .finished()
        .stream()
        .forEach(
            event -> {
              TestExecutionResult result = event.getRequiredPayload(TestExecutionResult.class);
              if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
                failed.add(event.getTestDescriptor().getDisplayName().replace("()", ""));
              }
            });
    return failed;
  }

  /** How many tests the contract has. */
  static long tests(Class<?> contract) {
    return EngineTestKit.engine("junit-jupiter").selectors(selectClass(contract)).execute().testEvents().started().count();
  }
}
