package io.staffetta.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ForeignLetterCountTest {

    private long onQueue = 10;
    private long listed = 10;
    private final ForeignLetterCount count = new ForeignLetterCount(() -> OptionalLong.of(onQueue), () -> listed);

    @Test
    void hasThemLookedForWhenThereAreMoreThanListedForTwoLooks() {
        count.looked();
        onQueue = 11;

        assertThat(count.mayBe()).isFalse();
        assertThat(count.mayBe()).isTrue();
    }

    @Test
    void leavesWhatIsOnItsWayIntoTheLedger() {
        count.looked();
        onQueue = 11;

        assertThat(count.mayBe()).isFalse();
        listed = 11;
        assertThat(count.mayBe()).isFalse();
        onQueue = 12;
        assertThat(count.mayBe()).isFalse();
    }

    @Test
    void looksForNothingTwice() {
        onQueue = 13;
        count.looked();

        assertThat(count.mayBe()).isFalse();
        assertThat(count.mayBe()).isFalse();
        onQueue = 14;
        assertThat(count.mayBe()).isFalse();
        assertThat(count.mayBe()).isTrue();
    }

    @Test
    void noticesOneThatComesWhenAnotherHasGone() {
        onQueue = 13;
        count.looked();
        onQueue = 12;
        assertThat(count.mayBe()).isFalse();
        onQueue = 13;

        assertThat(count.mayBe()).isFalse();
        assertThat(count.mayBe()).isTrue();
    }

    @Test
    void takesNoHarmFromLettersThatAreListedAndOnTheQueueNoMore() {
        count.looked();
        onQueue = 4;
        assertThat(count.mayBe()).isFalse();
        listed = 4;

        assertThat(count.mayBe()).isFalse();
        assertThat(count.mayBe()).isFalse();
        onQueue = 5;
        assertThat(count.mayBe()).isFalse();
        assertThat(count.mayBe()).isTrue();
    }

    @Test
    void hasThemLookedForWhereTheBrokerDoesNotSay() {
        ForeignLetterCount unknown = new ForeignLetterCount(OptionalLong::empty, () -> 0);
        unknown.looked();

        assertThat(unknown.mayBe()).isTrue();
    }
}
