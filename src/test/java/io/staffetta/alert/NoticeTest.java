package io.staffetta.alert;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NoticeTest {

    @Test
    void isALineForItselfAndOneForEachAlertWhateverNamesAreMadeOf() {
        Notice notice = HostileText.NOTICE;

        assertThat(notice.title().codePoints()).noneMatch(HostileText::steers);
        assertThat(notice.text().split("\n")).hasSize(2).allSatisfy(line -> assertThat(line.codePoints())
                .noneMatch(HostileText::steers));
        assertThat(Notice.test(HostileText.TEXT).text().codePoints()).noneMatch(HostileText::steers);
        assertThat(notice.title()).contains("\\u001b[2J", "a\\r\\nBcc:", "é😀");
    }
}
