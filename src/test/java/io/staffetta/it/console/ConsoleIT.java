package io.staffetta.it.console;

import org.junit.jupiter.api.Nested;

/** All journeys through the console, in one process: so that they share one gateway and one browser. */
class ConsoleIT {

    @Nested
    class Shell extends ShellJourneys {}

    @Nested
    class Messages extends MessageJourneys {}

    @Nested
    class DeadLetters extends DeadLetterJourneys {}

    @Nested
    class Accounts extends AccountJourneys {}

    @Nested
    class Send extends SendJourneys {}

    @Nested
    class Admin extends AdminJourneys {}
}
