// SPDX-License-Identifier: MIT
#include "ui/marks/markline.h"

#include "ui/marks/markwords.h"

#include <QHBoxLayout>
#include <QLabel>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr int Disc = 12;
constexpr qsizetype MostShown = 300; ///< of a note; its editor and the tooltip have all of it

} // namespace

MarkLine::MarkLine(QWidget *parent)
    : QWidget(parent)
    , m_colour(new QLabel(this))
    , m_words(new QLabel(this))
{
    setObjectName(u"markLine"_s);
    m_words->setObjectName(u"markWords"_s);
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(10, 0, 10, 6);
    row->setSpacing(6);
    m_colour->setContentsMargins(0, (fontMetrics().height() - Disc + 1) / 2, 0, 0);
    row->addWidget(m_colour, 0, Qt::AlignTop);
    row->addWidget(m_words, 1);
    hide();
}

void MarkLine::setMark(const CallMark &mark)
{
    setVisible(!mark.isEmpty());
    if (mark.isEmpty())
        return;
    const QString note = QString::fromUtf8(mark.note);
    QString words = markWords(mark);
    if (!words.isEmpty())
        words[0] = words[0].toUpper();
    if (!note.isEmpty() && !words.isEmpty())
        words += u". "_s;
    words += note.size() > MostShown ? QString(note.first(MostShown) + QChar(0x2026)) : note;
    m_words->setText(words);
    m_words->setToolTip(note);
    setAccessibleName(words);
    m_colour->setVisible(mark.colour != MarkColour::None);
    m_colour->setPixmap(markColourIcon(mark.colour).pixmap(QSize(Disc, Disc), devicePixelRatioF()));
}

} // namespace spectap
