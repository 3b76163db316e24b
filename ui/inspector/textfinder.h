// SPDX-License-Identifier: MIT
#pragma once

#include "ui/inspector/findtarget.h"
#include "ui/theme/tokens.h"

#include <QTextCursor>
#include <QTextEdit>

#include <algorithm>
#include <vector>

namespace spectap {

/// Looks for a text in a QPlainTextEdit or a QTextEdit, which have the same words and no common base.
template <typename Edit> class TextFinder final : public FindTarget
{
public:
    explicit TextFinder(Edit *edit)
        : m_edit(edit)
    {
    }

    int setFind(const FindText &find) override
    {
        m_places.clear();
        m_length = find.text.size();
        const QString text = find.text.isEmpty() ? QString() : m_edit->toPlainText();
        for (qsizetype at = 0;
             (at = find.text.isEmpty() ? -1 : text.indexOf(find.text, at, find.sensitivity())) >= 0;
             at += m_length)
            m_places.push_back(static_cast<int>(at));
        QList<QTextEdit::ExtraSelection> marks;
        for (std::size_t i = 0; i < std::min(m_places.size(), MostMarked); ++i) {
            QTextEdit::ExtraSelection mark;
            mark.cursor = cursorAt(m_places[i]);
            mark.format.setBackground(themeOf(m_edit).accentTint);
            mark.format.setFontUnderline(true);
            marks << mark;
        }
        m_edit->setExtraSelections(marks);
        return static_cast<int>(m_places.size());
    }

    [[nodiscard]] int placeFromHere() const override
    {
        const auto next = std::ranges::lower_bound(m_places, m_edit->textCursor().selectionStart());
        return next == m_places.end() ? 0 : static_cast<int>(next - m_places.begin());
    }

    void showPlace(int place) override
    {
        m_edit->setTextCursor(cursorAt(m_places[static_cast<std::size_t>(place)]));
        m_edit->ensureCursorVisible();
    }

private:
    static constexpr std::size_t MostMarked = 2000;

    [[nodiscard]] QTextCursor cursorAt(int place) const
    {
        QTextCursor cursor(m_edit->document());
        cursor.setPosition(place);
        cursor.setPosition(place + static_cast<int>(m_length), QTextCursor::KeepAnchor);
        return cursor;
    }

    Edit *m_edit;
    std::vector<int> m_places;
    qsizetype m_length = 0;
};

} // namespace spectap
