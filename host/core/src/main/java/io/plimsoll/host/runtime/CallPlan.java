package io.plimsoll.host.runtime;

import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.plugin.Configurable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * What has to be done around the calls of one method of the API, decided once from its declaration.
 *
 * <p>An object that a plug-in hands out and calls can be made into is an interface of the API: as the value
 * itself, in an {@link Optional} or in a {@link List}. Records, sealed interfaces, whose members are records, and
 * types of the JDK are values and pass as they are.
 */
final class CallPlan {
  private final Method method;
  private final Duration deadline;
  private final Shape result;
  private final Shape[] parameters;
  private final int allocator;
  private final boolean mayAnswerNull;

  /** How objects with methods of their own stand in a type. */
  enum Shape {
    /** Not at all. */
    PLAIN,
    /** The value is one. */
    ONE,
    /** There is one in an {@link Optional}. */
    OPTIONAL,
    /** There are some in a {@link List}. */
    LIST
  }

  CallPlan(Method method, GuardLimits limits) {
    this.method = method;
    this.deadline = limits.deadlineOf(method);
    this.result = shapeOf(method.getGenericReturnType());
    Type[] types = method.getGenericParameterTypes();
    this.parameters = new Shape[types.length];
    for (int i = 0; i < types.length; i++) {
      parameters[i] = shapeOf(types[i]);
    }
    this.allocator = Arrays.asList(types).indexOf(BufferAllocator.class);
    this.mayAnswerNull =
        method.getReturnType() == void.class || method.getAnnotatedReturnType().isAnnotationPresent(Nullable.class);
  }

  /** Whether this type is an interface of the API behind which a plug-in or the host stands. */
  static boolean isGuarded(Class<?> type) {
    return type.isInterface()
        && !type.isAnnotation()
        && !type.isSealed()
        && type != Configurable.class
        && type.getName().startsWith("io.plimsoll.api.")
        && type.getClassLoader() == Plimsoll.class.getClassLoader();
  }

  static Shape shapeOf(Type type) {
    if (type instanceof Class<?> raw) {
      return isGuarded(raw) ? Shape.ONE : Shape.PLAIN;
    }
    if (type instanceof ParameterizedType of
        && of.getActualTypeArguments()[0] instanceof Class<?> item
        && isGuarded(item)) {
      return of.getRawType() == Optional.class
          ? Shape.OPTIONAL
          : of.getRawType() == List.class ? Shape.LIST : Shape.PLAIN;
    }
    return Shape.PLAIN;
  }

  /** Whether the method is {@code void close()}. */
  boolean closes() {
    return method.getName().equals("close") && method.getParameterCount() == 0;
  }

  /** Which parameter is an allocator; below 0 when none is. */
  int allocator() {
    return allocator;
  }

  Duration deadline() {
    return deadline;
  }

  /** The method as messages name it. */
  String what() {
    return method.getDeclaringClass().getSimpleName() + "." + method.getName();
  }

  /**
   * Calls the plug-in. A collection it answers is copied while the guard still watches, because reading it may run
   * the plug-in's code.
   */
  @Nullable Object invoke(Object target, @Nullable Object @Nullable [] arguments) throws Throwable {
    Object answer;
    try {
      answer = method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
    if (answer == null && !mayAnswerNull) {
      throw new IllegalStateException("it answered null where the contract wants a value");
    }
    return copied(answer);
  }

  private static @Nullable Object copied(@Nullable Object answer) {
    if (answer instanceof List<?> list) {
      return Collections.unmodifiableList(new ArrayList<Object>(list));
    }
    if (answer instanceof Set<?> set) {
      return Collections.unmodifiableSet(new LinkedHashSet<Object>(set));
    }
    if (answer instanceof Map<?, ?> map) {
      return Collections.unmodifiableMap(new LinkedHashMap<Object, Object>(map));
    }
    return answer;
  }

  /** The arguments with each object in them replaced. */
  @Nullable Object @Nullable [] arguments(@Nullable Object @Nullable [] given, UnaryOperator<Object> each) {
    if (given == null) {
      return null;
    }
    Object[] replaced = given.clone();
    for (int i = 0; i < replaced.length; i++) {
      replaced[i] = replace(parameters[i], replaced[i], each);
    }
    return replaced;
  }

  /** The result with each object in it replaced. */
  @Nullable Object result(@Nullable Object given, UnaryOperator<Object> each) {
    return replace(result, given, each);
  }

  private static @Nullable Object replace(Shape shape, @Nullable Object value, UnaryOperator<Object> each) {
    if (value == null || shape == Shape.PLAIN) {
      return value;
    }
    if (shape == Shape.OPTIONAL) {
      return ((Optional<?>) value).map(each::apply);
    }
    if (shape == Shape.LIST) {
      List<Object> items = new ArrayList<>();
      for (Object item : (List<?>) value) {
        items.add(item == null ? null : each.apply(item));
      }
      return items;
    }
    return each.apply(value);
  }
}
