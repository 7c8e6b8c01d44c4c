package io.staffetta;

import java.util.Map;

/** System properties that libraries read once, when they are loaded. */
final class LibrarySettings {

    /** The first Java that warns of every use of {@code sun.misc.Unsafe} for memory (JEP 498). */
    private static final int WARNS_OF_UNSAFE = 24;

    private LibrarySettings() {}

    /** What to set on a Java of that version, such as 17. */
    static Map<String, String> forJava(int version) {
        // Netty then takes its memory by ByteBuffer. Before, Unsafe is the faster way, and nobody warns of it.
        return version < WARNS_OF_UNSAFE ? Map.of() : Map.of("io.netty.noUnsafe", "true");
    }

    /** Sets a property, unless whoever started Java has set it. */
    static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
