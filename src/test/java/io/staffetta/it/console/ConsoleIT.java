package io.staffetta.it.console;

import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestClassOrder;

/** All journeys through the console, in one process: so that they share one gateway and one browser. */
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
class ConsoleIT {

    /** Before all others, which have accounts. */
    @Nested
    @Order(1)
    class FirstStart extends FirstStartJourneys {}

    @Nested
    @Order(2)
    class Shell extends ShellJourneys {}

    @Nested
    @Order(2)
    class Accounts extends AccountJourneys {}

    @Nested
    @Order(2)
    class Send extends SendJourneys {}

    @Nested
    @Order(2)
    class Admin extends AdminJourneys {}

    @Nested
    @Order(3)
    class Batches extends BatchJourneys {}

    @Nested
    @Order(3)
    class Messages extends MessageJourneys {}

    @Nested
    @Order(3)
    class Keys extends KeyboardJourneys {}

    /** After all others, since it leaves thousands of them. */
    @Nested
    @Order(4)
    class DeadLetters extends DeadLetterJourneys {}
}
