// SPDX-License-Identifier: MIT
// Looking for a text in the bytes of a call.
#include "ui/inspector/rawview.h"

#include <QScopedValueRollback>

#include <algorithm>

namespace spectap {

int RawView::setFind(const FindText &find)
{
    m_places.clear();
    m_placeLength = find.text.size();
    if (m_placeLength > 0) {
        // The view shows stand-ins for some characters; what was sent is what is looked for.
        const QString &text = m_content.text();
        for (qsizetype at = 0; (at = text.indexOf(find.text, at, find.sensitivity())) >= 0;
             at += m_placeLength)
            m_places.push_back(at);
    }
    m_formatted.fill(false);
    formatVisible();
    return static_cast<int>(m_places.size());
}

int RawView::placeFromHere() const
{
    const auto next = std::ranges::lower_bound(m_places, qsizetype(textCursor().selectionStart()));
    return next == m_places.end() ? 0 : static_cast<int>(next - m_places.begin());
}

void RawView::showPlace(int place)
{
    const qsizetype begin = m_places[static_cast<std::size_t>(place)];
    const int line = m_content.lineAt(begin);
    unfoldAround(line);
    {
        const QScopedValueRollback guard(m_moving, true);
        QTextCursor cursor(document());
        cursor.setPosition(static_cast<int>(begin));
        cursor.setPosition(static_cast<int>(begin + m_placeLength), QTextCursor::KeepAnchor);
        setTextCursor(cursor);
        ensureCursorVisible();
    }
    formatVisible();
    pickFieldAt(begin, line);
}

} // namespace spectap
