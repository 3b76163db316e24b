// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/callmark.h"

#include <QWidget>

class QLabel;

namespace spectap {

/// A line of the inspector: what the call is marked with. Not there for a call without a mark.
class MarkLine final : public QWidget
{
    Q_OBJECT

public:
    explicit MarkLine(QWidget *parent = nullptr);

    void setMark(const CallMark &mark);

private:
    QLabel *m_colour;
    QLabel *m_words;
};

} // namespace spectap
