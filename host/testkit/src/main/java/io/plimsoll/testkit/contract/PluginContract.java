package io.plimsoll.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.plimsoll.api.plugin.Plugin;
import java.lang.reflect.Modifier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every plug-in must do, of whatever kind. Extend the contract of the kind, not this class.
 *
 * <p>Each test gets a plug-in of its own, which is closed afterwards as a host closes it.
 *
 * @param <T> the kind
 */
public abstract class PluginContract<T> {
  private final Class<?> kind;

  /** The plug-in under test. */
  T plugin;

  PluginContract(Class<? extends T> kind) {
    this.kind = kind;
  }

  /** A new plug-in, as its public constructor without parameters makes it. */
  protected abstract T newPlugin();

  @BeforeEach
  void makeThePlugin() {
    plugin = newPlugin();
  }

  @AfterEach
  void closeThePlugin() throws Exception {
    if (plugin != null) {
      Calls.close(plugin);
    }
  }

  @Test
  void aHostCanLoadIt() {
    Class<?> type = plugin.getClass();
    Plugin declared = type.getAnnotation(Plugin.class);
    assertThat(declared).as("%s has the annotation @Plugin", type.getName()).isNotNull();
    assertThat(declared.name())
        .as("the name in @Plugin is made of lower-case letters, digits and hyphens")
        .matches("[a-z0-9]+(-[a-z0-9]+)*");
    assertThat(kind.isAssignableFrom(declared.type()) && declared.type().isInstance(plugin))
        .as("the type in @Plugin is %s, and %s implements it", kind.getSimpleName(), type.getName())
        .isTrue();
    assertThat(Modifier.isPublic(type.getModifiers())).as("%s is public", type.getName()).isTrue();
    try {
      assertThat(Modifier.isPublic(type.getConstructor().getModifiers())).isTrue();
    } catch (NoSuchMethodException e) {
      fail(type.getName() + " has no public constructor without parameters");
    }
  }
}
