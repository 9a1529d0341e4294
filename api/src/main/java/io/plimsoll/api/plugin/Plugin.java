package io.plimsoll.api.plugin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Attribute;
import org.osgi.annotation.bundle.Capability;

/**
 * Makes a class a plug-in.
 *
 * <p>The class is public and has a public constructor without parameters. When it is {@link
 * AutoCloseable}, the host closes it once, after its last call. bnd writes the annotation into the
 * manifest, so the host knows name, kind and version of a plug-in before it loads any of its code. It is kept at
 * run time for plug-ins that an embedder hands over as objects.
 *
 * <pre>{@code
 * @Plugin(name = "weekend-left-on", type = AnomalyDetector.class)
 * public final class WeekendLeftOn implements AnomalyDetector { ... }
 * }</pre>
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Capability(namespace = Plugin.NAMESPACE, attribute = "class=${@class}")
public @interface Plugin {
  /** The OSGi capability namespace plug-ins are listed under. */
  String NAMESPACE = "io.plimsoll.plugin";

  /** The name operators and settings use: lower-case letters, digits and hyphens. */
  @Attribute("name")
  String name();

  /** The kind: the interface of this API that the class implements. */
  @Attribute("type")
  Class<?> type();

  /**
   * What it cannot work without: it is not called for an organisation that did not grant all of it. What its kind is
   * for, such as costs for a detector, need not be named.
   */
  @Attribute("needs")
  Grant[] needs() default {};

  /** What it works better with and can do without. */
  @Attribute("uses")
  Grant[] uses() default {};

  /**
   * Whether a new version takes effect only when the host starts again: for code that a running JVM cannot let go of,
   * such as a native library, or that must never run twice over the same files.
   */
  @Attribute("restartToUpgrade")
  boolean restartToUpgrade() default false;
}
