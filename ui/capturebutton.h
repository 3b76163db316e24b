// SPDX-License-Identifier: MIT
#pragma once

#include <QToolButton>

namespace spectap {

/// Whether calls come in, at one glance: a coloured pill with a mark and a word.
class CaptureButton final : public QToolButton
{
    Q_OBJECT

public:
    enum class State : quint8
    {
        Listening,
        Capturing,
        Paused,
        NotListening,
        SavedSession
    };

    explicit CaptureButton(QWidget *parent = nullptr);
    void setState(State state);
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QFont labelFont() const;

    State m_state = State::NotListening;
};

} // namespace spectap
