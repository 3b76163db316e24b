// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/sessiondocument.h"
#include "ui/timereading.h"

#include <QWidget>

namespace spectap {

/// Two lines above the tabs: what call this is, what Segment would do with it, how many findings it has.
class CallHeader final : public QWidget
{
    Q_OBJECT

public:
    explicit CallHeader(QWidget *parent = nullptr);

    struct Facts
    {
        quint32 seq = 0; ///< 0: nothing to show
        CallType type = CallType::Unknown;
        QString name;
        bool readable = true; ///< it is JSON
        bool nearMiss = false;
        Severity nameSeverity = Severity::Warning;
        quint32 retryOf = 0;
        Ingest ingest = Ingest::Accepted;
        int errors = 0;
        int warnings = 0;
        int infos = 0;
        Micros receivedAt = NoTime;
        QString source;
        QString library;
    };
    void setFacts(const Facts &facts);
    void setTimeReading(const TimeReading &reading);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    /// Paints from the right edge leftwards; returns the left end.
    int paintVerdict(QPainter &painter, const QRect &line) const;
    void paintName(QPainter &painter, const QRect &line) const;
    void paintDetails(QPainter &painter, const QRect &line) const;

    [[nodiscard]] QString name() const;
    [[nodiscard]] int nameWidth() const;

    Facts m_facts;
    TimeReading m_reading;
};

} // namespace spectap
